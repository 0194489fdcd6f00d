import { AF_INET, AF_INET6, IS_MACOS } from "../libc.ts";
import { type HoldingProgram, socketHolder } from "../processes/socket-holder.ts";
import { SockDiag, TCP_ANSWER } from "./sock-diag.ts";

/** Bits of `idiag_states`: sockets that listen and, since Linux 6.8, sockets that are only bound. */
const LISTENING = 1 << 10;
const HOLDING = LISTENING | (1 << 13);

/** The address itself, and the wildcard addresses that include it, as four words each. */
const IN_THE_WAY = {
  "127.0.0.1": new Set(["7f000001,0,0,0", "0,0,0,0", "0,0,ffff,7f000001"]),
  "::1": new Set(["0,0,0,1", "0,0,0,0"]),
} as const;

/** The user of a program that holds a port, on any address; undefined when none is found, and always on macOS. */
export function uidOfPortHolder(port: number): number | undefined {
  return socketsIn(HOLDING, port).next().value?.readUInt32LE(TCP_ANSWER.uid);
}

/** The program that listens on a port, if it is this user's; undefined on macOS. */
export function programOfPortHolder(port: number): HoldingProgram | undefined {
  const inode = socketsIn(LISTENING, port).next().value?.readUInt32LE(TCP_ANSWER.inode);
  return inode ? socketHolder(inode) : undefined;
}

/** Who listens on a port that is taken, as far as the system tells, to end a sentence. */
export function whoListens(port: number): string {
  const holder = programOfPortHolder(port);
  if (holder) return `${holder.program}, pid ${holder.pid}, listens there`;
  const uid = uidOfPortHolder(port);
  return uid === undefined ? "another program listens there" : `a program of uid ${uid} listens there`;
}

/** Whether some program listens on a port; false on macOS. */
export function isListenedOn(address: keyof typeof IN_THE_WAY, port: number): boolean {
  for (const answer of socketsIn(LISTENING, port)) {
    if (IN_THE_WAY[address].has(wordsAt(answer, TCP_ANSWER.source))) return true;
  }
  return false;
}

function* socketsIn(states: number, port: number): Generator<Buffer, undefined> {
  if (IS_MACOS) return;
  using diag = new SockDiag();
  for (const family of [AF_INET, AF_INET6]) {
    for (const answer of diag.listTcp(family, port, states)) {
      if (answer.readUInt16BE(TCP_ANSWER.sourcePort) === port) yield answer;
    }
  }
}

function wordsAt(answer: Buffer, at: number): string {
  return [0, 4, 8, 12].map((offset) => answer.readUInt32BE(at + offset).toString(16)).join();
}
