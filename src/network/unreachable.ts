import { ActasError } from "../base/errors.ts";
import { NoAnswer } from "./send.ts";
import { shownUrl } from "./shown-url.ts";

/** A request that got no answer: what `send()` throws, also when it went through the AWS SDK. */
interface FetchFailure {
  readonly name: string;
  readonly code?: unknown;
}

const UNKNOWN_AUTHORITY = "its certificate is signed by an authority this machine does not know";

const NO_SUCH_HOST = "the host name cannot be resolved";

const REASONS: Readonly<Record<string, string>> = {
  ConnectionRefused: "connection refused",
  ENETUNREACH: "no network leads there",
  EHOSTUNREACH: "no route leads there",
  ECONNREFUSED: "connection refused",
  ConnectionClosed: "the connection was closed before an answer came",
  ECONNRESET: "the connection was reset",
  FailedToOpenSocket: "no connection could be opened",
  EADDRNOTAVAIL: "no network leads there",
  EPIPE: "the connection was closed before an answer came",
  ETIMEDOUT: "the connection was not taken up in time",
  EPROTO: "what listens there does not speak TLS as it should",
  DNSException: NO_SUCH_HOST,
  ENOTFOUND: NO_SUCH_HOST,
  EAI_AGAIN: `${NO_SUCH_HOST} now`,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_AUTHORITY,
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_AUTHORITY,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_AUTHORITY,
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is signed by itself",
  CERT_HAS_EXPIRED: "its certificate has expired, or the clock of this machine is wrong",
  CERT_NOT_YET_VALID: "its certificate is not valid yet, or the clock of this machine is wrong",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is that of another host",
  ERR_PROXY_TUNNEL: "the proxy did not let it through",
  TimeoutError: "no answer within the time limit",
};

/** Errors of fetch for answers that no server a user would configure gives. */
const STRANGE_ANSWERS: Readonly<Record<string, string>> = {
  Malformed_HTTP_Response: "answered with something that is not HTTP",
  ResponseHeadersTooLarge: "answered with far too many headers",
  AnswerTooLong: "answered with more than 1 MiB",
  AnswerNotUnpacked: "answered with something that cannot be unpacked",
};

/** Codes of errors about a certificate's issuer. */
const ABOUT_CERTIFICATES = /CERT(?!_ALTNAME)|LEAF_SIGNATURE/;

/**
 * The error for a call that got no answer.
 *
 * @param action - completes "cannot …"
 * @param service - completes "cannot reach …", as in "cannot reach STS"
 * @param address - a region's host or an address; a password in it is not shown
 * @param hints - shown before the general ones
 */
export function unreachable(
  failure: FetchFailure,
  action: string,
  service: string,
  address: string,
  hints: readonly string[] = [],
): ActasError {
  const where = shownUrl(address);
  const code = typeof failure.code === "string" && failure.name !== "TimeoutError" ? failure.code : failure.name;
  const strange = STRANGE_ANSWERS[code];
  if (strange) {
    return new ActasError("unreachable", `cannot ${action}: ${service} at ${where} ${strange}`, {
      hints: [`see what answers at ${where}: this is not what was configured`],
      cause: failure,
    });
  }
  return new ActasError(
    "unreachable",
    `cannot ${action}: cannot reach ${service} at ${where}: ${REASONS[code] ?? code}`,
    {
      hints: [...hints, ...(ABOUT_CERTIFICATES.test(code) ? authoritiesHint(failure) : []), networkHint(failure)],
      cause: failure,
    },
  );
}

/** The authorities that were trusted, when they are not simply those of this machine. */
function authoritiesHint(failure: FetchFailure): string[] {
  const { bundle, further = [] } = failure instanceof NoAnswer ? failure.network : {};
  if (bundle) return [`trusted were only the authorities in ${bundle.value}, which \`${bundle.name}\` names`];
  if (further.length === 0) return [];
  const files = further.map(({ name, value }) => `${value} (\`${name}\`)`);
  return [`trusted were the authorities of this machine, and whatever is in ${files.join(" and ")}`];
}

/** Names only the proxy's host, since its URL may hold a password. */
function networkHint(failure: FetchFailure): string {
  const { passedOver, proxy } = failure instanceof NoAnswer ? failure : {};
  if (passedOver) return `check the network, and NO_PROXY: the proxy that ${passedOver} names was not asked`;
  if (!proxy) return "check the network, and HTTPS_PROXY and AWS_CA_BUNDLE if your network needs them";
  return `check the network, the proxy that ${proxy.name} names (${proxy.host}), and AWS_CA_BUNDLE if your network needs it`;
}
