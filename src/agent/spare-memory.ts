import { giveBackMemory } from "../system/processes/memory.ts";

/** How long after a request memory is looked at: long enough for many requests, shorter than a minute. */
const LOOK_AFTER_MS = 20_000;
/** What is worth giving back: less comes and goes with each request. */
const SPARE_BYTES = 8 * 1024 * 1024;

/**
 * Gives memory back that the work of requests took, some time after it: never twice for the same work, and never while
 * nothing happens.
 */
export class SpareMemory {
  readonly #warn: (problem: string) => void;
  readonly #giveBack: () => string | false;
  readonly #resident: () => number;
  #timer: Timer | undefined;
  #rest = 0;

  /** @param warn - is told when memory that was locked no longer is */
  constructor(
    warn: (problem: string) => void,
    giveBack: () => string | false = giveBackMemory,
    resident: () => number = process.memoryUsage.rss,
  ) {
    this.#warn = warn;
    this.#giveBack = giveBack;
    this.#resident = resident;
  }

  /** Called whenever there was work. */
  readonly lookLater = (): void => {
    this.#timer ??= setTimeout(this.#look, LOOK_AFTER_MS);
  };

  readonly #look = (): void => {
    this.#timer = undefined;
    if (this.#resident() < this.#rest + SPARE_BYTES) return;
    const problem = this.#giveBack();
    if (problem) this.#warn(problem);
    this.#rest = this.#resident();
  };
}
