import { type HoldingProgram, socketHolder } from "../processes/socket-holder.ts";
import { type LoopbackAddress, LoopbackClients } from "./loopback-clients.ts";

/** To find a program takes a look at all processes: milliseconds, on a busy machine a hundred. */
const LOOK_EVERY_MS = 1_000;
/** Of all time, so much at most is spent on that. */
const MOST_SHARE = 0.05;

/** Tells which programs are the clients of a listener; at most one is looked for in a second. */
export class ClientPrograms implements Disposable {
  readonly #address: LoopbackAddress;
  readonly #clients: LoopbackClients;
  #nextLook = 0;

  /** @param port - the listener's */
  constructor(port: number, address: LoopbackAddress = "127.0.0.1") {
    this.#address = address;
    this.#clients = new LoopbackClients({ address, port });
  }

  /**
   * The program that is connected from a port, while it is.
   *
   * @returns `later`: another was looked for a moment ago; undefined: the system does not tell
   */
  at(port: number): HoldingProgram | "later" | undefined {
    const begun = performance.now();
    if (begun < this.#nextLook) return "later";
    const inode = this.#clients.socketOf({ address: this.#address, port });
    const found = inode === undefined ? undefined : socketHolder(inode);
    const took = performance.now() - begun;
    this.#nextLook = begun + Math.max(LOOK_EVERY_MS, took / MOST_SHARE);
    return found;
  }

  [Symbol.dispose](): void {
    this.#clients[Symbol.dispose]();
  }
}
