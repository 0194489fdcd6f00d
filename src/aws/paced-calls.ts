import { isTransient } from "../base/errors.ts";
import { ConcurrencyLimit } from "./concurrency-limit.ts";

/** With the waits below, one to two minutes in which AWS throttles every call. */
const MOST_THROTTLED = 60;
/** With the waits below, up to half a minute in which a call is not answered. */
const MOST_UNANSWERED = 16;
const FIRST_WAIT_MS = 500;
/** The adaptive mode of the AWS SDKs makes no fewer calls than one in this time either. */
const LONGEST_WAIT_MS = 2000;

export interface BackOffTools {
  readonly wait: (milliseconds: number) => Promise<unknown>;
  /** 0 to 1. */
  readonly random: () => number;
}

/**
 * Makes many calls at once, as many as the server answers without a complaint. A call that is throttled or not answered
 * halves how many run at once, stops all for a while, with exponential back-off and jitter, and is the next to be tried
 * again. As long as other calls succeed, a throttled one is tried as often as it takes.
 */
export class PacedCalls {
  readonly #limit = new ConcurrencyLimit();
  readonly #tools: BackOffTools;
  readonly #failed = Promise.withResolvers<never>();

  constructor(tools: BackOffTools = { wait: Bun.sleep, random: Math.random }) {
    this.#tools = tools;
    this.#failed.promise.catch(() => {});
  }

  /**
   * Does work that makes calls, and stops all calls when it is done or the first of them has failed for good.
   *
   * @throws {ActasError} `throttled` or `unreachable`, when nothing but that came for so long; whatever else a call throws
   */
  async during<T>(work: () => Promise<T>): Promise<T> {
    return Promise.race([work(), this.#failed.promise]).finally(() => this.#limit.close());
  }

  /** Makes a call when it may run. The promise stays open when the call fails for good: `during` says so. */
  async call<T>(send: () => Promise<T>, when: "next" | "in turn"): Promise<T> {
    for (let tries = 1; ; tries++) {
      const before = await this.#limit.acquire(when === "next" || tries > 1);
      try {
        const result = await send();
        this.#limit.succeeded();
        return result;
      } catch (error) {
        if (!this.#isTriedAgain(error, tries, before)) {
          this.#failed.reject(error);
          return await new Promise<never>(() => {});
        }
      } finally {
        this.#limit.release();
      }
    }
  }

  #isTriedAgain(error: unknown, tries: number, before: number): boolean {
    if (!isTransient(error)) return false;
    const { inARow, isFirst } = this.#limit.refused(before);
    if (error.code === "throttled" ? inARow >= MOST_THROTTLED : tries >= MOST_UNANSWERED) return false;
    const longest = Math.min(FIRST_WAIT_MS * 2 ** (inARow - 1), LONGEST_WAIT_MS);
    if (isFirst) void this.#limit.pause(this.#tools.wait(longest * (0.5 + this.#tools.random() / 2)));
    return true;
  }
}
