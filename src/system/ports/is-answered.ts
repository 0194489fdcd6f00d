import { connect } from "node:net";

/** Whether something accepts connections at an address, as far as it says so in time. */
export function isAnswered(host: string, port: number, patienceMs: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect({ host, port, timeout: patienceMs });
  socket.once("connect", () => resolve(true));
  for (const ending of ["timeout", "error", "close"]) socket.once(ending, () => resolve(false));
  return promise.finally(() => socket.destroy());
}
