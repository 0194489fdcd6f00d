import { receiveWithin } from "../system/unix-socket.ts";

/** What the kernel holds of one connection is less. */
const MOST_AT_ONCE = 256 * 1024;
/** The longest pause within an answer: the agent has made all of it before it sends the first byte. */
const PAUSE_MS = 1_000;
const NEWLINE = 10;

/**
 * An answer that has begun to arrive, up to the end of a message. It is shorter if the agent makes a pause or goes away.
 * To wait for a long answer, as for a short one, the event loop is not needed.
 */
export function restOf(fd: number, begun: Uint8Array): Uint8Array {
  const pieces = [begun];
  for (let last = begun; last.length > 0 && last.at(-1) !== NEWLINE; pieces.push(last)) {
    last = receiveWithin(fd, PAUSE_MS, MOST_AT_ONCE) ?? NOTHING;
  }
  return Buffer.concat(pieces);
}

const NOTHING = new Uint8Array();
