/**
 * A value that must not reach a log, an error message or a terminal by accident.
 *
 * Printing, interpolating or serialising it gives `[secret]`. The one way out is
 * {@link Secret.reveal}, so `grep -rn 'reveal()' src` is the audit list.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  /** Whether `other` has the same value. Not in constant time, so only for secrets that no attacker can choose. */
  equals(other: Secret | undefined): boolean {
    return other !== undefined && other.#value === this.#value;
  }

  toString(): string {
    return "[secret]";
  }

  toJSON(): string {
    return "[secret]";
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return "[secret]";
  }
}
