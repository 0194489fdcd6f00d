import { IS_MACOS } from "../libc.ts";
import { ownUid } from "../own-uid.ts";
import { OpenConnections } from "./open-connections.ts";
import { AF_INET, AF_INET6, SockDiag, TCP_ANSWER } from "./sock-diag.ts";

/** One end of a TCP connection, as the system names it. */
export interface TcpEnd {
  readonly address: string;
  readonly port: number;
}

/** The two addresses a loopback listener may have. */
export type LoopbackAddress = "127.0.0.1" | "::1";

/** Addresses as the kernel says them: four words of 32 bits, of which IPv4 uses the first. */
const WORDS = {
  "127.0.0.1": [0x7f000001, 0, 0, 0],
  "::1": [0, 0, 0, 1],
} as const;

/** 127.0.0.1 as programs that speak both protocols have it, such as those in Java: `::ffff:127.0.0.1`. */
const MAPPED = [0, 0, 0xffff, 0x7f000001] as const;

/**
 * Whose programs have connected to one loopback listener. Asks the kernel for one connection, by both of its ends: 3
 * microseconds, however many there are. No port is remembered, because it changes hands; only connections that are
 * still open are, if they are our own programs'.
 */
export class LoopbackClients implements Disposable {
  readonly #listener: { readonly address: LoopbackAddress; readonly port: number };
  readonly #diag = new SockDiag();
  readonly #own: OpenConnections;
  readonly #ownUid = ownUid();

  constructor(listener: { readonly address: LoopbackAddress; readonly port: number }) {
    this.#listener = listener;
    this.#own = new OpenConnections(listener.port);
  }

  /**
   * The user of the program at the other end. `nobody` for a connection from any other address than the listener's
   * own, for one that its program has closed, and where the kernel does not answer. Absent on macOS, which is not asked.
   */
  uidOf(client: TcpEnd): number | "nobody" | undefined {
    const { address } = this.#listener;
    if (client.address !== address) return "nobody";
    if (IS_MACOS) return undefined;
    if (address === "127.0.0.1" && this.#own.has(client.port)) return this.#ownUid;

    const uid = this.#ask(client);
    if (address === "127.0.0.1" && uid === this.#ownUid) this.#own.remember(client.port);
    return uid;
  }

  #ask(client: TcpEnd): number | "nobody" {
    const { address, port } = this.#listener;
    const answer = this.#diag.askForTcp({
      family: address === "::1" ? AF_INET6 : AF_INET,
      sourcePort: client.port,
      destinationPort: port,
      words: WORDS[address],
    });
    return answer && isConnection(answer, client.port, this.#listener) ? uidIn(answer) : "nobody";
  }

  [Symbol.dispose](): void {
    this.#diag[Symbol.dispose]();
  }
}

/** The kernel answers with a listener of the same port when there is no such connection, so both ends are compared. */
function isConnection(
  answer: Buffer,
  clientPort: number,
  { address, port }: { address: LoopbackAddress; port: number },
) {
  if (answer.readUInt16BE(TCP_ANSWER.sourcePort) !== clientPort) return false;
  if (answer.readUInt16BE(TCP_ANSWER.destinationPort) !== port) return false;
  const isMapped = address === "127.0.0.1" && answer.readUInt8(TCP_ANSWER.family) === AF_INET6;
  const words = isMapped ? MAPPED : WORDS[address];
  return hasWords(answer, TCP_ANSWER.source, words) && hasWords(answer, TCP_ANSWER.destination, words);
}

function hasWords(answer: Buffer, at: number, words: readonly number[]): boolean {
  return words.every((word, index) => answer.readUInt32BE(at + 4 * index) === word);
}

/** A connection that its program has closed has no inode, and would pass for one of root's. */
function uidIn(answer: Buffer): number | "nobody" {
  return answer.readUInt32BE(TCP_ANSWER.inode) === 0 ? "nobody" : answer.readUInt32LE(TCP_ANSWER.uid);
}
