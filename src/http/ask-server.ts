import { ActasError } from "../base/errors.ts";
import { VERSION } from "../base/version.ts";
import type { Network } from "../network/network.ts";
import { type HttpAnswer, send } from "../network/send.ts";
import { unreachable } from "../network/unreachable.ts";

/** A server that lends roles calls AWS in turn, so it gets more time than AWS itself. */
const TIMEOUT_MS = 30_000;

/** A request to a remote server. */
export interface ServerRequest {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
  readonly network?: Network | undefined;
  /** Of the server, the only ones that may be connected to; absent: wherever its name leads. */
  readonly addresses?: readonly string[] | undefined;
}

/** The server's answer. The caller judges its status and content. */
export interface ServerAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The body; undefined when it is not JSON. */
  readonly json: unknown;
}

/**
 * Sends one request and reads its answer: through the user's proxy, with the user's certificate authorities, within
 * 30 seconds and 1 MiB. Redirects are not followed: they may lead to a server that was not configured.
 *
 * @param action - completes "cannot …"
 * @param server - completes "cannot reach …", as in "cannot reach the token endpoint"
 * @throws {ActasError} `unreachable`
 * @throws the reason of an aborted signal
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

/** `undefined` for text that is not JSON; no JSON text parses to that. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
