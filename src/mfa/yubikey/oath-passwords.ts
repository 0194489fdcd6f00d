import type { Secret } from "../../base/secret.ts";

/** A working day: the password is not asked for again that day, and no longer known on the next. */
const KEPT_MS = 12 * 3600 * 1000;

/** The OATH passwords of YubiKeys that were typed and found right, by the serial numbers of the keys. */
export class OathPasswords {
  readonly #held = new Map<string, { readonly password: Secret; readonly until: number }>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  get(serial: string): Secret | undefined {
    const held = this.#held.get(serial);
    if (held && held.until <= this.#now()) this.#held.delete(serial);
    return this.#held.get(serial)?.password;
  }

  /** Keeps a password that its key has accepted. */
  keep(serial: string, password: Secret): void {
    this.#held.set(serial, { password, until: this.#now() + KEPT_MS });
  }

  forget(serial: string): void {
    this.#held.delete(serial);
  }
}
