import { AF_INET, libc, SOL_SOCKET } from "../libc.ts";

/** A number that the kernel gives to one socket and never uses again: socket(7), since Linux 4.12. */
const SO_COOKIE = 57;
const FIRST = 3;
/** Descriptors searched. An agent has some dozens; beyond this the kernel is asked at each request, which works too. */
const MOST = 256;
const MOST_REMEMBERED = 1024;

const c = libc({
  getpeername: { args: ["i32", "ptr", "ptr"], returns: "i32" },
  getsockname: { args: ["i32", "ptr", "ptr"], returns: "i32" },
  getsockopt: { args: ["i32", "i32", "i32", "ptr", "ptr"], returns: "i32" },
});

/** A connection of this process, identified by the kernel's cookie for its socket. */
interface Open {
  readonly fd: number;
  readonly cookie: readonly [number, number];
}

/**
 * Remembers which client ports of a listener on 127.0.0.1 still belong to the same connection. A port changes hands as
 * soon as its connection is closed, so this remembers the cookie of the socket at our end (0.4 microseconds to check):
 * while the kernel has that socket connected, no other connection can come from the port. Linux only.
 */
export class OpenConnections {
  /** `once`: seen in one request so far, so not worth a search yet: most programs ask only once. */
  readonly #byPort = new Map<number, Open | "once">();
  readonly #cookie = new Uint32Array(2);
  readonly #length = new Uint32Array(1);
  readonly #address = new Uint8Array(16);
  readonly #localPort: number;

  constructor(localPort: number) {
    this.#localPort = localPort;
  }

  /** Whether the port still belongs to the connection that was {@link remember}ed for it. */
  has(port: number): boolean {
    const known = this.#byPort.get(port);
    if (known === undefined || known === "once") return false;
    if (this.#isStill(known)) return true;
    this.#byPort.delete(port);
    return false;
  }

  /** Remembers the current connection from a port of 127.0.0.1, at its second request. */
  remember(port: number): void {
    if (this.#byPort.size >= MOST_REMEMBERED) this.#byPort.clear();
    const known = this.#byPort.get(port);
    const found = known === "once" ? this.#find(port) : undefined;
    this.#byPort.set(port, found ?? "once");
  }

  /** If the other end has reset the connection, the port is free before this process closes its descriptor. */
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
