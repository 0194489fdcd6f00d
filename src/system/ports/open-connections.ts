import { libc } from "../libc.ts";

const SOL_SOCKET = 1;
/** A number that the kernel gives to one socket alone, and never again: socket(7) of Linux 4.12. */
const SO_COOKIE = 57;
const AF_INET = 2;
const FIRST = 3;
/** An agent has some dozen descriptors. With more it asks the kernel for each request, which works too. */
const MOST = 256;
const MOST_REMEMBERED = 1024;

const c = libc({
  getpeername: { args: ["i32", "ptr", "ptr"], returns: "i32" },
  getsockname: { args: ["i32", "ptr", "ptr"], returns: "i32" },
  getsockopt: { args: ["i32", "i32", "i32", "ptr", "ptr"], returns: "i32" },
});

/** A connection of this process, by what the kernel calls its socket. */
interface Open {
  readonly fd: number;
  readonly cookie: readonly [number, number];
}

/**
 * Which client ports of a listener on 127.0.0.1 are still those of the same connection. A port changes hands as soon as
 * a connection is closed, so what is remembered is the socket of this end, by its cookie (0.4 microseconds): while the
 * kernel has it connected no other connection can come from that port. On Linux only.
 */
export class OpenConnections {
  /** `once`: seen in one request, and not worth looking for yet; most programs ask once. */
  readonly #byPort = new Map<number, Open | "once">();
  readonly #cookie = new Uint32Array(2);
  readonly #length = new Uint32Array(1);
  readonly #address = new Uint8Array(16);
  readonly #localPort: number;

  constructor(localPort: number) {
    this.#localPort = localPort;
  }

  /** Whether the port is that of a connection that was {@link remember}ed, and is still the same. */
  has(port: number): boolean {
    const known = this.#byPort.get(port);
    if (known === undefined || known === "once") return false;
    if (this.#isStill(known)) return true;
    this.#byPort.delete(port);
    return false;
  }

  /** The connection that now comes from a port of 127.0.0.1, if it asks a second time. */
  remember(port: number): void {
    if (this.#byPort.size >= MOST_REMEMBERED) this.#byPort.clear();
    const known = this.#byPort.get(port);
    const found = known === "once" ? this.#find(port) : undefined;
    this.#byPort.set(port, found ?? "once");
  }

  /** The other end may have cut it off: the port is free then, before this process has closed its descriptor. */
  #isStill({ fd, cookie }: Open): boolean {
    this.#length[0] = this.#address.length;
    if (c().getpeername(fd, this.#address, this.#length) !== 0) return false;
    return this.#readCookie(fd) && this.#cookie[0] === cookie[0] && this.#cookie[1] === cookie[1];
  }

  #find(port: number): Open | undefined {
    for (let fd = FIRST; fd < MOST; fd++) {
      if (!this.#isBetween(fd, port) || !this.#readCookie(fd)) continue;
      return { fd, cookie: [this.#cookie[0]!, this.#cookie[1]!] };
    }
    return undefined;
  }

  /** Whether a descriptor is the listener's end of the connection from `port`. */
  #isBetween(fd: number, port: number): boolean {
    this.#length[0] = this.#address.length;
    if (c().getpeername(fd, this.#address, this.#length) !== 0 || !this.#isLoopbackEnd(port)) return false;
    return c().getsockname(fd, this.#address, this.#length) === 0 && this.#isLoopbackEnd(this.#localPort);
  }

  /** `struct sockaddr_in`: the family, then port and address in network order. */
  #isLoopbackEnd(port: number): boolean {
    const [family, , high, low, ...address] = this.#address;
    if (family !== AF_INET || high !== port >> 8 || low !== (port & 0xff)) return false;
    return address.slice(0, 4).join(".") === "127.0.0.1";
  }

  #readCookie(fd: number): boolean {
    this.#length[0] = this.#cookie.byteLength;
    return c().getsockopt(fd, SOL_SOCKET, SO_COOKIE, this.#cookie, this.#length) === 0;
  }
}
