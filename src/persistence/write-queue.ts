import type { Secret } from "../base/secret.ts";
import type { Keyring } from "../keyring/keyring.ts";

type Change = (() => Promise<Secret>) | "removed";

/** Changes of a keyring, one after the other; of several to one name the last counts. */
export class WriteQueue {
  readonly #keyring: Keyring;
  readonly #failed: (error: unknown) => void;
  readonly #pending = new Map<string, Change>();
  #underWay: Promise<void> | undefined;

  constructor(keyring: Keyring, failed: (error: unknown) => void) {
    this.#keyring = keyring;
    this.#failed = failed;
  }

  /** @param text - called when it is its turn */
  write(name: string, text: () => Promise<Secret>): void {
    this.#add(name, text);
  }

  remove(name: string): void {
    this.#add(name, "removed");
  }

  isPending(name: string): boolean {
    return this.#pending.has(name);
  }

  /** How many changes are not made yet. */
  get waiting(): number {
    return this.#pending.size;
  }

  async done(): Promise<void> {
    await this.#underWay;
  }

  #add(name: string, change: Change): void {
    this.#pending.set(name, change);
    this.#underWay ??= this.#work();
  }

  async #work(): Promise<void> {
    try {
      for (let next = this.#next(); next; next = this.#next()) await this.#make(...next);
    } finally {
      // At the very moment that nothing is left: what is added a moment later must begin anew.
      this.#underWay = undefined;
    }
  }

  async #make(name: string, change: Change): Promise<void> {
    try {
      if (change === "removed") await this.#keyring.remove(name);
      else await this.#keyring.write(name, await change());
    } catch (error) {
      this.#drop();
      this.#failed(error);
    }
    // Not before: meanwhile what is there is not what it is to be. It may have changed again.
    if (this.#pending.get(name) === change) this.#pending.delete(name);
  }

  #next(): [string, Change] | undefined {
    const [first] = this.#pending;
    return first;
  }

  /** What cannot be written is not tried again; to remove something takes no key. */
  #drop(): void {
    for (const [name, change] of this.#pending) if (change !== "removed") this.#pending.delete(name);
  }
}
