import { receiveWithin } from "../system/unix-socket.ts";
import { AgentWatch, LOOK_EVERY_MS } from "./agent-watch.ts";

/**
 * Waits in the kernel for the agent's first word: however many wait, they cost it nothing.
 *
 * @returns what it says; empty if it has gone
 * @throws {DoesNotAnswer} it does not even hear
 */
export function firstWord(fd: number, socket: string): Uint8Array {
  const watch = new AgentWatch(socket);
  for (;;) {
    const stuck = watch.look("nothing");
    if (stuck) throw stuck;
    const heard = receiveWithin(fd, LOOK_EVERY_MS);
    if (heard) return heard;
  }
}
