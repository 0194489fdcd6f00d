import type { Keeper } from "../../base/keeper.ts";
import type { Secret } from "../../base/secret.ts";

/** A working day: the password is not asked for again that day, and no longer known on the next. */
export const PASSWORD_KEPT_MS = 12 * 3600 * 1000;

/** The OATH password of a YubiKey, found right. */
export interface OathPassword {
  /** Of the key. */
  readonly serial: string;
  readonly password: Secret;
  /** When it is forgotten. */
  readonly until: number;
}

/** The OATH passwords of YubiKeys that were typed and found right, by the serial numbers of the keys. */
export class OathPasswords {
  readonly #held = new Map<string, OathPassword>();
  readonly #now: () => number;
  #keeper: Keeper<OathPassword> | undefined;
  #cleared = 0;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** From now on this keeper hears of every change but the passing of time. */
  keptBy(keeper: Keeper<OathPassword>): void {
    this.#keeper = keeper;
  }

  get(serial: string): Secret | undefined {
    return this.list().find((held) => held.serial === serial)?.password;
  }

  /** Another number after all were forgotten. */
  get generation(): number {
    return this.#cleared;
  }

  /**
   * Keeps a password for the time in which its key is used.
   *
   * @param typedIn - the generation when it was typed: what was typed before all were forgotten is forgotten, too
   */
  keep(serial: string, password: Secret, typedIn = this.#cleared): void {
    if (typedIn !== this.#cleared) return;
    const held = { serial, password, until: this.#now() + PASSWORD_KEPT_MS };
    this.#held.set(serial, held);
    this.#keeper?.keep(held);
  }

  forget(serial: string): void {
    const held = this.#held.get(serial);
    if (!held) return;
    this.#held.delete(serial);
    this.#keeper?.forget(held);
  }

  clear(): void {
    this.#cleared++;
    for (const serial of [...this.#held.keys()]) this.forget(serial);
  }

  /** Those that are still good. */
  list(): readonly OathPassword[] {
    for (const { serial, until } of this.#held.values()) if (until <= this.#now()) this.forget(serial);
    return [...this.#held.values()];
  }

  /** Takes up what an earlier process knew, unless this one knows better. */
  restore(held: OathPassword): void {
    if (held.until > (this.#held.get(held.serial)?.until ?? 0)) this.#held.set(held.serial, held);
  }
}
