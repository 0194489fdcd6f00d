import { AF_INET, AF_INET6, IS_MACOS } from "../libc.ts";
import { ownUid } from "../own-uid.ts";
import { OpenConnections } from "./open-connections.ts";
import { SockDiag, TCP_ANSWER } from "./sock-diag.ts";

/** One end of a TCP connection, as the system names it. */
export interface TcpEnd {
  readonly address: string;
  readonly port: number;
}

/** The addresses a loopback listener may have; the last is one that this machine has only while it is served there. */
export type LoopbackAddress = "127.0.0.1" | "::1" | "169.254.169.254";

/** Addresses in the kernel's form: four words of 32 bits, of which IPv4 uses the first. */
const WORDS = {
  "127.0.0.1": [0x7f000001, 0, 0, 0],
  "::1": [0, 0, 0, 1],
  "169.254.169.254": [0xa9fea9fe, 0, 0, 0],
} as const;

/**
 * Tells which users the clients of one loopback listener belong to. It asks the kernel about one connection by both of
 * its ends, which takes 3 microseconds however many connections there are. Ports are not remembered, because they
 * change hands; only open connections of this user's programs are.
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
   * The user of the program at the other end. `nobody` if the connection comes from another address than the listener's
   * own, if its program has closed it, or if the kernel does not answer. Undefined on macOS, where this is not checked.
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

  /** The inode of the socket at the other end; undefined where the kernel does not tell. */
  socketOf(client: TcpEnd): number | undefined {
    const answer = IS_MACOS ? undefined : this.#connectionFrom(client);
    return answer?.readUInt32LE(TCP_ANSWER.inode) || undefined;
  }

  #ask(client: TcpEnd): number | "nobody" {
    const answer = this.#connectionFrom(client);
    return answer ? uidIn(answer) : "nobody";
  }

  #connectionFrom(client: TcpEnd): Buffer | undefined {
    const { address, port } = this.#listener;
    const answer = this.#diag.askForTcp({
      family: address === "::1" ? AF_INET6 : AF_INET,
      sourcePort: client.port,
      destinationPort: port,
      words: WORDS[address],
    });
    return answer && isConnection(answer, client.port, this.#listener) ? answer : undefined;
  }

  [Symbol.dispose](): void {
    this.#diag[Symbol.dispose]();
  }
}

/** If there is no such connection, the kernel answers with a listener on the same port, so both ends are compared. */
function isConnection(
  answer: Buffer,
  clientPort: number,
  { address, port }: { address: LoopbackAddress; port: number },
) {
  if (answer.readUInt16BE(TCP_ANSWER.sourcePort) !== clientPort) return false;
  if (answer.readUInt16BE(TCP_ANSWER.destinationPort) !== port) return false;
  const isMapped = address !== "::1" && answer.readUInt8(TCP_ANSWER.family) === AF_INET6;
  const words = isMapped ? mapped(WORDS[address]) : WORDS[address];
  return hasWords(answer, TCP_ANSWER.source, words) && hasWords(answer, TCP_ANSWER.destination, words);
}

/** `::ffff:127.0.0.1` for 127.0.0.1, as programs with dual-stack sockets have it, such as those in Java. */
function mapped([ipv4]: readonly [number, ...unknown[]]): readonly number[] {
  return [0, 0, 0xffff, ipv4];
}

function hasWords(answer: Buffer, at: number, words: readonly number[]): boolean {
  return words.every((word, index) => answer.readUInt32BE(at + 4 * index) === word);
}

/** A connection that its program has closed has no inode, and its uid reads 0, like one of root's. */
function uidIn(answer: Buffer): number | "nobody" {
  return answer.readUInt32BE(TCP_ANSWER.inode) === 0 ? "nobody" : answer.readUInt32LE(TCP_ANSWER.uid);
}
