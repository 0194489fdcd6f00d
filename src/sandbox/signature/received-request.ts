/** A received request, with its body. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  /** Without `?`, still encoded. */
  readonly query: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** Reads a complete request, since the signature covers every part. */
export async function receive(request: Request): Promise<ReceivedRequest> {
  const { pathname, search } = new URL(request.url);
  const body = new Uint8Array(await request.arrayBuffer());
  return { method: request.method, path: pathname, query: search.slice(1), headers: request.headers, body };
}

/** The parameters of AWS's query protocol: the form in the body, or the query when there is no body. */
export function parametersOf({ query, body }: ReceivedRequest): URLSearchParams {
  return new URLSearchParams(body.length > 0 ? new TextDecoder().decode(body) : query);
}
