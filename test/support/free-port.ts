/** A port of 127.0.0.1 that nothing listened on a moment ago. */
export function freePort(): number {
  const free = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data() {} } });
  free.stop(true);
  return free.port;
}
