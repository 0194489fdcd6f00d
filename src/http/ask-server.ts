import { ActasError } from "../base/errors.ts";
import { VERSION } from "../base/version.ts";
import type { Network } from "../network/network.ts";
import { type HttpAnswer, send } from "../network/send.ts";
import { unreachable } from "../network/unreachable.ts";

/** A server that lends roles asks AWS in turn, so it gets more time than AWS itself. */
const TIMEOUT_MS = 30_000;

/** What is sent to a server out there. */
export interface ServerRequest {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
  readonly network?: Network | undefined;
}

/** What came back; whether it is any good is for the caller to judge. */
export interface ServerAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The body, when it is JSON. */
  readonly json: unknown;
}

/**
 * Sends one request and reads its answer: through the proxy and with the certificate authority of the user, within
 * 30 seconds and 1 MiB, without following a redirect to somewhere that was not configured.
 *
 * @param action - completes "cannot …"
 * @param server - who is asked, as in "cannot reach the token endpoint"
 * @throws {ActasError} `unreachable`; what the signal was aborted with
 */
export async function askServer(request: ServerRequest, action: string, server: string): Promise<ServerAnswer> {
  const { origin } = new URL(request.url);
  try {
    const answer = await ask(request);
    return { status: answer.status, headers: answer.headers, json: parse(new TextDecoder().decode(answer.body)) };
  } catch (error) {
    request.signal?.throwIfAborted();
    if (error instanceof ActasError) throw error;
    throw unreachable(error as Error, action, server, origin);
  }
}

function ask({ signal, headers, ...request }: ServerRequest): Promise<HttpAnswer> {
  const limit = AbortSignal.timeout(TIMEOUT_MS);
  return send({
    ...request,
    headers: { ...headers, accept: "application/json", "user-agent": `actas/${VERSION}` },
    signal: signal ? AbortSignal.any([signal, limit]) : limit,
  });
}

/** `undefined` for what is not JSON: no JSON text means that. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
