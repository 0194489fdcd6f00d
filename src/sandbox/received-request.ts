/** A request as it came in, with its body read. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  /** Without `?`, still encoded. */
  readonly query: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** Reads a request whole; its signature covers every part. */
export async function receive(request: Request): Promise<ReceivedRequest> {
  const { pathname, search } = new URL(request.url);
  const body = new Uint8Array(await request.arrayBuffer());
  return { method: request.method, path: pathname, query: search.slice(1), headers: request.headers, body };
}

/** The parameters of AWS's query protocol: the form in the body of a POST, else the query. */
export function parametersOf({ method, query, body }: ReceivedRequest): URLSearchParams {
  return new URLSearchParams(method === "POST" ? new TextDecoder().decode(body) : query);
}
