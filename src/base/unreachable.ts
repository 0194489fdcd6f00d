import { ActasError } from "./errors.ts";

/** A request that got no answer: what Bun's fetch throws. */
interface FetchFailure {
  readonly name: string;
  readonly code?: unknown;
}

const UNKNOWN_AUTHORITY = "its certificate is signed by an authority this machine does not know";

const REASONS: Readonly<Record<string, string>> = {
  ConnectionRefused: "connection refused",
  ENETUNREACH: "no network leads there",
  EHOSTUNREACH: "no route leads there",
  ECONNREFUSED: "connection refused",
  ConnectionClosed: "the connection was closed before an answer came",
  ECONNRESET: "the connection was reset",
  FailedToOpenSocket: "no connection could be opened",
  DNSException: "the host name cannot be resolved",
  ENOTFOUND: "the host name cannot be resolved",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_AUTHORITY,
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_AUTHORITY,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_AUTHORITY,
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is signed by itself",
  CERT_HAS_EXPIRED: "its certificate has expired, or the clock of this machine is wrong",
  CERT_NOT_YET_VALID: "its certificate is not valid yet, or the clock of this machine is wrong",
  ERR_PROXY_TUNNEL: "the proxy did not let it through",
  TimeoutError: "no answer within the time limit",
};

/**
 * The error for a call that got no answer.
 *
 * @param action - completes "cannot …"
 * @param service - who was asked, as in "cannot reach STS"
 * @param where - a region's host or an address
 * @param hints - what else may be wrong, before what always may
 */
export function unreachable(
  failure: FetchFailure,
  action: string,
  service: string,
  where: string,
  hints: readonly string[] = [],
): ActasError {
  const code = typeof failure.code === "string" && failure.name !== "TimeoutError" ? failure.code : failure.name;
  return new ActasError(
    "unreachable",
    `cannot ${action}: cannot reach ${service} at ${where}: ${REASONS[code] ?? code}`,
    {
      hints: [...hints, networkHint(process.env.HTTPS_PROXY ?? process.env.https_proxy)],
      cause: failure,
    },
  );
}

/** Names the proxy's host only: its URL may have a password in it. */
function networkHint(proxy: string | undefined): string {
  if (!proxy) return "check the network, and HTTPS_PROXY and AWS_CA_BUNDLE if your network needs them";
  const host = URL.parse(proxy)?.host || "its address is not a URL";
  return `check the network, the proxy that HTTPS_PROXY names (${host}), and AWS_CA_BUNDLE if your network needs it`;
}
