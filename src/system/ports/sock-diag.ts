import { libc } from "../libc.ts";

const AF_NETLINK = 16;
const SOCK_DGRAM_CLOEXEC = 0o2000002;
const NETLINK_SOCK_DIAG = 4;
const SOCK_DIAG_BY_FAMILY = 20;
const NLM_F_REQUEST = 1;
const NLM_F_DUMP = 0x300;
const IPPROTO_TCP = 6;
const MSG_DONTWAIT = 0x40;

/** `struct nlmsghdr`, then `struct inet_diag_req_v2`: linux/netlink.h and linux/inet_diag.h. */
const REQUEST = { bytes: 72, type: 4, flags: 6, sequence: 8, family: 16, protocol: 17, states: 20, id: 24, cookie: 64 };

/** `struct inet_diag_sockid`: ports and addresses in network order. */
const ID = { sourcePort: 0, destinationPort: 2, source: 4, destination: 20 };

/** Offsets in an answer: `struct nlmsghdr`, then `struct inet_diag_msg`. */
export const TCP_ANSWER = {
  bytes: 88,
  family: 16,
  sourcePort: 20,
  destinationPort: 22,
  source: 24,
  destination: 40,
  uid: 80,
  inode: 84,
} as const;

const ANY = [0, 0, 0, 0] as const;

const c = libc({
  socket: { args: ["i32", "i32", "i32"], returns: "i32" },
  // Declared as 32 bits, which hold any answer's length: a 64-bit result would allocate a BigInt for each request.
  send: { args: ["i32", "ptr", "u64", "i32"], returns: "i32" },
  recv: { args: ["i32", "ptr", "u64", "i32"], returns: "i32" },
  close: { args: ["i32"], returns: "i32" },
});

/** Which sockets are asked about. An IPv6 address has four words, an IPv4 address is the first of them. */
interface TcpQuestion {
  readonly family: number;
  readonly sourcePort: number;
  readonly destinationPort: number;
  /** The addresses of both ends; absent: any. */
  readonly words?: readonly number[];
}

/**
 * Asks the kernel about TCP sockets of this network namespace.
 *
 * @see sock_diag(7)
 */
export class SockDiag implements Disposable {
  #fd = c().socket(AF_NETLINK, SOCK_DGRAM_CLOEXEC, NETLINK_SOCK_DIAG);
  readonly #request = Buffer.alloc(REQUEST.bytes);
  readonly #answer = Buffer.alloc(16 * 1024);
  #sequence = 0;

  constructor() {
    this.#request.writeUInt32LE(REQUEST.bytes, 0);
    this.#request.writeUInt16LE(SOCK_DIAG_BY_FAMILY, REQUEST.type);
    this.#request.writeUInt8(IPPROTO_TCP, REQUEST.protocol);
    for (const at of [REQUEST.cookie, REQUEST.cookie + 4]) this.#request.writeUInt32BE(0xffffffff, at);
  }

  /**
   * One socket by both of its ends. The result is valid until the next call. The kernel may answer with a second-best
   * match.
   */
  askForTcp(of: TcpQuestion): Buffer | undefined {
    this.#ask(NLM_F_REQUEST, 0xffffffff, of);
    const bytes = this.#receive();
    return bytes >= TCP_ANSWER.bytes && this.#typeAt(0) === SOCK_DIAG_BY_FAMILY ? this.#answer : undefined;
  }

  /** The sockets of a port in one of `states` (bits, as in net/tcp_states.h), on any address. */
  *listTcp(family: number, port: number, states: number): Generator<Buffer> {
    this.#ask(NLM_F_REQUEST | NLM_F_DUMP, states, { family, sourcePort: port, destinationPort: 0 });
    for (let bytes = this.#receive(); bytes > 0; bytes = this.#receive()) {
      for (let at = 0; at + TCP_ANSWER.bytes <= bytes; ) {
        if (this.#typeAt(at) !== SOCK_DIAG_BY_FAMILY) return;
        const length = this.#answer.readUInt32LE(at);
        yield Buffer.from(this.#answer.subarray(at, at + length));
        at += (length + 3) & ~3;
      }
    }
  }

  [Symbol.dispose](): void {
    c().close(this.#fd);
    this.#fd = -1;
  }

  #ask(flags: number, states: number, { family, sourcePort, destinationPort, words = ANY }: TcpQuestion): void {
    const request = this.#request;
    request.writeUInt16LE(flags, REQUEST.flags);
    this.#sequence = (this.#sequence + 1) % 0x1_0000_0000;
    request.writeUInt32LE(this.#sequence, REQUEST.sequence);
    request.writeUInt8(family, REQUEST.family);
    request.writeUInt32LE(states, REQUEST.states);
    request.writeUInt16BE(sourcePort, REQUEST.id + ID.sourcePort);
    request.writeUInt16BE(destinationPort, REQUEST.id + ID.destinationPort);
    for (let word = 0; word < 4; word++) {
      request.writeUInt32BE(words[word] ?? 0, REQUEST.id + ID.source + 4 * word);
      request.writeUInt32BE(words[word] ?? 0, REQUEST.id + ID.destination + 4 * word);
    }
    c().send(this.#fd, request, REQUEST.bytes, 0);
  }

  /** The kernel has answered by the time `send` returns. Unread answers to an earlier question are skipped. */
  #receive(): number {
    for (;;) {
      const bytes = c().recv(this.#fd, this.#answer, this.#answer.length, MSG_DONTWAIT);
      if (bytes <= 0 || this.#answer.readUInt32LE(REQUEST.sequence) === this.#sequence) return bytes;
    }
  }

  #typeAt(at: number): number {
    return this.#answer.readUInt16LE(at + REQUEST.type);
  }
}
