/**
 * Who owns the other end of a loopback connection, by its port: `nobody` when it is gone, `undefined` where the system
 * does not tell.
 */
export type UidOfClient = (clientPort: number) => Promise<number | "nobody" | undefined>;

/** A connection kept alive pays once; short, because a port can change hands after it was closed. */
const REMEMBERED_MS = 2000;

/** Lets only programs of one user in, and remembers for a moment which ports were theirs. */
export class ClientCheck {
  readonly #uid: number;
  readonly #uidOfClient: UidOfClient;
  readonly #now: () => number;
  /** When each port stops being known to be ours, in the order they were asked about. */
  readonly #oursUntil = new Map<number, number>();

  constructor(uid: number, uidOfClient: UidOfClient, now: () => number = performance.now.bind(performance)) {
    this.#uid = uid;
    this.#uidOfClient = uidOfClient;
    this.#now = now;
  }

  /** Answers at once for a port it knows. Where the system can tell, whoever is not us is refused. */
  isOurs(clientPort: number): true | Promise<boolean> {
    if ((this.#oursUntil.get(clientPort) ?? 0) > this.#now()) return true;
    return this.#ask(clientPort);
  }

  async #ask(clientPort: number): Promise<boolean> {
    const uid = await this.#uidOfClient(clientPort);
    if (uid !== undefined && uid !== this.#uid) return false;
    this.#forgetOld();
    this.#oursUntil.set(clientPort, this.#now() + REMEMBERED_MS);
    return true;
  }

  #forgetOld(): void {
    for (const [port, until] of this.#oursUntil) if (until <= this.#now()) this.#oursUntil.delete(port);
  }
}
