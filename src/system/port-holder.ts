import { IS_MACOS } from "./libc.ts";
import { AF_INET, AF_INET6, SockDiag, TCP_ANSWER } from "./sock-diag.ts";

/** Bits of `idiag_states`: who listens, and since Linux 6.8 also who has the port and does nothing with it. */
const HOLDING = (1 << 10) | (1 << 13);

/** 127.0.0.1, and what stands for every address, as four words. */
const IN_THE_WAY = new Set(["7f000001,0,0,0", "0,0,0,0", "0,0,ffff,7f000001"]);

/** The user of a program that holds a port of 127.0.0.1; undefined when nobody is seen, and on macOS. */
export function uidOfPortHolder(port: number): number | undefined {
  if (IS_MACOS) return undefined;
  using diag = new SockDiag();
  for (const family of [AF_INET, AF_INET6]) {
    for (const answer of diag.listTcp(family, port, HOLDING)) {
      if (answer.readUInt16BE(TCP_ANSWER.sourcePort) !== port) continue;
      if (IN_THE_WAY.has(wordsAt(answer, TCP_ANSWER.source))) return answer.readUInt32LE(TCP_ANSWER.uid);
    }
  }
  return undefined;
}

function wordsAt(answer: Buffer, at: number): string {
  return [0, 4, 8, 12].map((offset) => answer.readUInt32BE(at + offset).toString(16)).join();
}
