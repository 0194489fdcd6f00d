import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";

/** A request handler of `node:http`. */
export type NodeHandler = (request: IncomingMessage, response: ServerResponse) => unknown;

/**
 * Has a handler of `node:http` answer a request, without a connection between them: our listener is the only one.
 *
 * @param mountPath - the prefix that is hidden from the handler, such as `/lend`
 */
export async function exchange(request: Request, mountPath: string, handler: NodeHandler): Promise<Response> {
  const incoming = incomingOf(request, Buffer.from(await request.arrayBuffer()), mountPath);
  const { promise, resolve, reject } = Promise.withResolvers<Response>();
  const outgoing = new ServerResponse(incoming);
  // Koa passes the whole body to `end`.
  outgoing.end = (body?: unknown) => {
    resolve(responseOf(outgoing, body));
    return outgoing;
  };
  Promise.resolve(handler(incoming, outgoing)).catch(reject);
  return promise;
}

function incomingOf(request: Request, body: Buffer, mountPath: string): IncomingMessage {
  const { pathname, search } = new URL(request.url);
  const incoming = new IncomingMessage(new Socket());
  incoming.method = request.method;
  incoming.url = pathname.slice(mountPath.length) + search;
  Object.assign(incoming, { originalUrl: pathname + search });
  Object.assign(incoming.headers, request.headers.toJSON());
  incoming.push(body.length > 0 ? body : null);
  if (body.length > 0) incoming.push(null);
  return incoming;
}

function responseOf(outgoing: ServerResponse, body: unknown): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(outgoing.getHeaders())) {
    for (const one of [value ?? []].flat()) headers.append(name, String(one));
  }
  const text = typeof body === "string" || body instanceof Uint8Array ? body : null;
  return new Response(text, { status: outgoing.statusCode, headers });
}
