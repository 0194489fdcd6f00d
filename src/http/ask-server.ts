import { certificateAuthority } from "../base/certificate-authority.ts";
import { ActasError } from "../base/errors.ts";
import { unreachable } from "../base/unreachable.ts";
import { VERSION } from "../base/version.ts";

/** A server that lends roles asks AWS in turn, so it gets more time than AWS itself. */
const TIMEOUT_MS = 30_000;

/** No answer of ours is near that; more is a mistake, or meant to fill the memory. */
const MAX_BYTES = 1024 * 1024;

/** What is sent to a server out there. */
export interface ServerRequest {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
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
    const answer = await send(request);
    return { status: answer.status, headers: answer.headers, json: parse(await textOf(answer)) };
  } catch (error) {
    request.signal?.throwIfAborted();
    if (error instanceof TooLong) throw tooLong(action, server, origin);
    throw unreachable(error as Error, action, server, origin);
  }
}

function send({ url, method, headers, body, signal }: ServerRequest): Promise<Response> {
  const limit = AbortSignal.timeout(TIMEOUT_MS);
  return fetch(url, {
    method,
    headers: { ...headers, accept: "application/json", "user-agent": `actas/${VERSION}` },
    ...(body === undefined ? {} : { body }),
    redirect: "manual",
    signal: signal ? AbortSignal.any([signal, limit]) : limit,
    ...certificateAuthority(),
  });
}

class TooLong extends Error {}

async function textOf({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const piece of body ?? []) {
    bytes += piece.byteLength;
    if (bytes > MAX_BYTES) throw new TooLong();
    text += decoder.decode(piece, { stream: true });
  }
  return text;
}

/** `undefined` for what is not JSON: no JSON text means that. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function tooLong(action: string, server: string, origin: string): ActasError {
  return new ActasError("unreachable", `cannot ${action}: ${server} at ${origin} answered with more than 1 MiB`, {
    hints: [`see what answers at ${origin}: this is not what was configured`],
  });
}
