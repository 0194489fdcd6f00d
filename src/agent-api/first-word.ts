import { receiveWithin } from "../system/unix-socket.ts";
import { AgentWatch, LOOK_EVERY_MS } from "./agent-watch.ts";

/**
 * Waits in the kernel for the agent's first bytes. Waiting clients cost the agent nothing, however many they are.
 *
 * @returns the bytes; empty if the agent has gone
 * @throws {DoesNotAnswer} it does not even read the request
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
