import { answerBody } from "./answer-body.ts";
import { authoritiesOf } from "./authorities.ts";
import { maskSent } from "./mask-sent.ts";
import type { Network } from "./network.ts";
import { type ChosenProxy, proxyFor } from "./proxy-for.ts";

/** One request to a server out there. */
export interface Outgoing {
  readonly url: string;
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly signal: AbortSignal;
  readonly network?: Network | undefined;
}

/** All of what came back. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** No answer came: what fetch threw, and how the request was to get out. */
export class NoAnswer extends Error {
  override readonly name: string;
  readonly code: string | undefined;
  readonly proxy: ChosenProxy | undefined;
  /** A proxy that NO_PROXY says is not for this host. */
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
 * The one way out: through the proxy and with the certificate authorities of whoever asks, and to exactly this address.
 * A redirect is an answer like any other, so headers that were made for one server are never sent to another. An answer
 * has at most 1 MiB, and a refusal does not repeat the secrets that were sent.
 *
 * @throws {NoAnswer}
 * @throws {ActasError} `configuration` for a proxy or a bundle that cannot be used
 */
export async function send({ url, network = {}, body, ...request }: Outgoing): Promise<HttpAnswer> {
  const proxy = proxyFor(new URL(url), network);
  const authorities = await authoritiesOf(network);
  try {
    const answer = await fetch(url, {
      ...request,
      ...(body !== undefined && { body }),
      redirect: "manual",
      // Or BUN_CONFIG_VERBOSE_FETCH prints the request, signature and tokens included.
      verbose: false,
      decompress: false,
      // `false` and not absent: without it Bun looks at the variables of this process.
      proxy: (proxy?.url ?? false) as string,
      // Said and not left out: NODE_TLS_REJECT_UNAUTHORIZED would have any certificate accepted.
      tls: { rejectUnauthorized: true, ...(authorities && { ca: [...authorities] }) },
    });
    const { status, headers } = answer;
    const whole = { status, headers, body: await answerBody(answer) };
    return status < 300 ? whole : withoutSecrets(whole, { headers: request.headers, body });
  } catch (failure) {
    throw new NoAnswer(failure, url, network, proxy);
  }
}

function withoutSecrets({ status, headers, body }: HttpAnswer, sent: Parameters<typeof maskSent>[1]): HttpAnswer {
  const masked = [...headers].map(([name, value]) => [name, maskSent(value, sent)] as [string, string]);
  const text = maskSent(new TextDecoder().decode(body), sent);
  return { status, headers: new Headers(masked), body: new TextEncoder().encode(text) };
}
