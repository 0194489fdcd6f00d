const MAX_BODY_BYTES = 1 << 20;

/** Opens a listener on 127.0.0.1; port 0 takes a free one. */
export function serveOnLoopback(
  port: number,
  handle: (request: Request) => Promise<Response>,
): { readonly port: number; stop(): Promise<void> } {
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port,
    idleTimeout: 0,
    maxRequestBodySize: MAX_BODY_BYTES,
    fetch: handle,
  });
  return { port: Number(server.port), stop: () => server.stop(true) };
}
