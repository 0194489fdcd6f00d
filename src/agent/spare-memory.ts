import { giveBackMemory } from "../system/processes/memory.ts";

/** How long after the last work memory is looked at: only then can be told what the agent needs at rest. */
const QUIET_MS = 20_000;
/** How often it is looked at while work does not stop. */
const BUSY_MS = 3 * 60_000;
/** What is worth giving back: less comes and goes with each request. */
const SPARE_BYTES = 8 * 1024 * 1024;

/**
 * Gives memory back that the work of requests took, some time after the last, and once more: the first
 * time leaves much that the second takes. Never again for the same work, and never while nothing happens.
 */
export class SpareMemory {
  readonly #warn: (problem: string) => void;
  readonly #giveBack: () => Promise<string | false>;
  readonly #resident: () => number;
  #underWay = 0;
  #quiet: Timer | undefined;
  #busy: Timer | undefined;
  #isSecond = false;
  #atRest = 0;
  #atWork = 0;

  /** @param warn - is told when memory that was locked no longer is */
  constructor(
    warn: (problem: string) => void,
    giveBack: () => Promise<string | false> = giveBackMemory,
    resident: () => number = process.memoryUsage.rss,
  ) {
    this.#warn = warn;
    this.#giveBack = giveBack;
    this.#resident = resident;
  }

  /** Work that lasts until it is disposed. */
  readonly inUse = (): Disposable => {
    this.#underWay++;
    this.lookLater();
    return {
      [Symbol.dispose]: () => {
        this.#underWay--;
        this.lookLater();
      },
    };
  };

  /** Called whenever work began or ended. */
  lookLater(): void {
    this.#quiet?.refresh();
    this.#quiet ??= setTimeout(this.#lookAtRest, QUIET_MS);
    this.#busy ??= setInterval(this.#lookAtWork, BUSY_MS);
  }

  readonly #lookAtRest = async (): Promise<void> => {
    this.#quiet = undefined;
    if (this.#underWay > 0) return;
    clearInterval(this.#busy);
    this.#busy = undefined;
    const level = await this.#giveBackAbove(this.#isSecond ? 0 : this.#atRest);
    this.#isSecond = !this.#isSecond && level !== this.#atRest;
    if (this.#isSecond) this.lookLater();
    this.#atRest = this.#atWork = level;
  };

  /** Does not change what counts as rest: much of what is in use in the middle of work is not needed after it. */
  readonly #lookAtWork = async (): Promise<void> => {
    this.#atWork = await this.#giveBackAbove(this.#atWork);
  };

  /** @returns the level after it, or the given one if that is not exceeded by enough */
  async #giveBackAbove(level: number): Promise<number> {
    if (this.#resident() < level + SPARE_BYTES) return level;
    const problem = await this.#giveBack();
    if (problem) this.#warn(problem);
    return this.#resident();
  }
}
