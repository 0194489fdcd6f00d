import { answerBody } from "./answer-body.ts";
import { authoritiesOf } from "./authorities.ts";
import { maskSent } from "./mask-sent.ts";
import type { Network } from "./network.ts";
import type { Pinned } from "./pinned.ts";
import { type ChosenProxy, proxyFor } from "./proxy-for.ts";

/** One request to a remote server. */
export interface Outgoing {
  readonly url: string;
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly signal: AbortSignal;
  readonly network?: Network | undefined;
  /** Of the host, the only ones that may be connected to. Absent: wherever its name leads. A proxy looks for itself. */
  readonly addresses?: readonly string[] | undefined;
  /** How long an answer may be; absent: 1 MiB. */
  readonly mostBytes?: number | undefined;
}

/** The whole answer. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** No answer came. Holds what fetch threw, and the route that the request took. */
export class NoAnswer extends Error {
  override readonly name: string;
  readonly code: string | undefined;
  readonly proxy: ChosenProxy | undefined;
  /** A proxy that is not used for this host because of NO_PROXY. */
  readonly passedOver: string | undefined;
  readonly network: Network;

  constructor(failure: unknown, url: string, network: Network, proxy: ChosenProxy | undefined) {
    const { code, message, name } = failure as { code?: unknown; message: string; name: string };
    super(message, { cause: failure });
    this.name = name;
    this.code = typeof code === "string" ? code : undefined;
    this.proxy = proxy;
    this.passedOver = !proxy && url.startsWith("https:") ? network.httpsProxy?.name : undefined;
    this.network = network;
  }
}

/**
 * Sends a request; the one way out of this machine. It goes through the client's proxy, with the client's certificate
 * authorities, to exactly this address. A redirect is an answer like any other, so headers meant for one server are
 * never sent to another. An answer has a limit, and a refusal does not repeat the secrets that were sent.
 *
 * @throws {NoAnswer}
 * @throws {ActasError} `configuration` for a proxy or a bundle that cannot be used
 */
export async function send({
  url,
  network = {},
  addresses,
  body,
  mostBytes,
  ...request
}: Outgoing): Promise<HttpAnswer> {
  const proxy = proxyFor(new URL(url), network);
  const authorities = await authoritiesOf(network);
  try {
    const at = addresses && !proxy ? await pinnedTo(addresses, url, request.signal) : undefined;
    const answer = await fetch(at?.url ?? url, {
      ...request,
      // No connection is shared with another host that is at the same address.
      ...(at && { headers: { ...request.headers, host: at.host }, keepalive: false }),
      ...(body !== undefined && { body }),
      redirect: "manual",
      // Otherwise BUN_CONFIG_VERBOSE_FETCH would print the request with its signature and tokens.
      verbose: false,
      decompress: false,
      // `false` and not absent, or Bun would use the variables of this process.
      proxy: (proxy?.url ?? false) as string,
      // Set explicitly, or NODE_TLS_REJECT_UNAUTHORIZED could have any certificate accepted.
      tls: {
        rejectUnauthorized: true,
        ...(authorities && { ca: [...authorities] }),
        ...(at?.serverName !== undefined && { serverName: at.serverName }),
      },
    });
    const { status, headers } = answer;
    const whole = { status, headers, body: await answerBody(answer, mostBytes) };
    return status < 300 ? whole : withoutSecrets(whole, { headers: request.headers, body });
  } catch (failure) {
    throw new NoAnswer(failure, url, network, proxy);
  }
}

/** Only a server of a team needs it. */
async function pinnedTo(addresses: readonly string[], url: string, signal: AbortSignal): Promise<Pinned> {
  const { pinned } = await import("./pinned.ts");
  return pinned(new URL(url), addresses, signal);
}

/** The JSON of an answer; undefined when it is none. */
export function jsonOf({ body }: Pick<HttpAnswer, "body">): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}

function withoutSecrets({ status, headers, body }: HttpAnswer, sent: Parameters<typeof maskSent>[1]): HttpAnswer {
  const masked = [...headers].map(([name, value]) => [name, maskSent(value, sent)] as [string, string]);
  const text = maskSent(new TextDecoder().decode(body), sent);
  return { status, headers: new Headers(masked), body: new TextEncoder().encode(text) };
}
