import { ActasError } from "../base/errors.ts";
import { CannotAsk, type Conversation } from "../conversation/conversation.ts";

/** What came of a code: it was accepted; it was of no use, and the runner may go on; or the runner has no other. */
export type JudgedCode<T> = { readonly accepted: T } | "again" | { readonly out: CannotAsk };

/** One input in a race, and what it has come to so far. */
export interface Runner<T> {
  /** Whether it takes part now: a command that comes later may want it. */
  readonly mayRun: () => boolean;
  readonly name: string;
  /** It takes part when the one of that name has given up. */
  readonly after?: string;
  /** It runs anew when another command comes to wait, which may have what it needs. */
  readonly runsAnew: boolean;
  /** Gets a code, until `signal` aborts. */
  readonly code: (signal: AbortSignal) => Promise<string>;
  /** Sends a code. */
  readonly use: (code: string) => Promise<JudgedCode<T>>;
}

/**
 * Runs all inputs at once, until a code of one is accepted; then the others are stopped. One whose code is of no use
 * does not disturb the others, and one that fails leaves the race to them; only when all have failed are their reasons
 * given. One code is sent at a time. When no command waits any more, no input is tried again.
 *
 * @throws {CannotAsk} no input has a code
 * @throws {ActasError} `cancelled` when a person refused; what the sending of a code threw
 */
export async function raceForCode<T>(runners: readonly Runner<T>[], { waiters }: Conversation): Promise<T> {
  const race = new Race(runners, () => waiters.wait());
  using _ = waiters.onChange((change) => race.look(change));
  race.look("came");
  return await race.result;
}

class Race<T> {
  readonly #runners: readonly Runner<T>[];
  readonly #isWaitedFor: () => boolean;
  readonly #stop = new AbortController();
  readonly #end = Promise.withResolvers<T>();
  readonly #running = new Set<Runner<T>>();
  /** Why runners gave up. */
  readonly #whyNot = new Map<Runner<T>, unknown>();
  /** Those that have no other code, whoever comes. */
  readonly #spent = new Set<Runner<T>>();
  /** The code that is on its way. */
  #sending: Promise<unknown> | undefined;

  constructor(runners: readonly Runner<T>[], isWaitedFor: () => boolean) {
    this.#runners = runners;
    this.#isWaitedFor = isWaitedFor;
  }

  get result(): Promise<T> {
    return this.#end.promise;
  }

  /** Begins what may begin now, or ends the race when nothing is left to do. */
  look(change?: "came" | "went"): void {
    if (this.#stop.signal.aborted) return;
    // What comes of a code that is on its way is of use to the next command.
    if (!this.#isWaitedFor() && !this.#sending) this.#fail(new CannotAsk("the command that was asked is gone"));
    if (this.#stop.signal.aborted) return;
    for (const runner of this.#runners) if (this.#mayBegin(runner, change)) void this.#run(runner);
    if (this.#running.size === 0) this.#fail(this.#whyNone());
  }

  #mayBegin(runner: Runner<T>, change: "came" | "went" | undefined): boolean {
    if (this.#running.has(runner) || this.#spent.has(runner) || !runner.mayRun()) return false;
    if (this.#whyNot.has(runner)) return change === "came" && runner.runsAnew;
    return !runner.after || [...this.#whyNot.keys()].some(({ name }) => name === runner.after);
  }

  async #run(runner: Runner<T>): Promise<void> {
    this.#running.add(runner);
    const { signal } = this.#stop;
    for (;;) {
      const code = await runner.code(signal).catch((error: unknown) => this.#gaveUp(runner, error));
      if (code === undefined || signal.aborted) return;
      const verdict = await this.#inTurn(runner, code).catch((error: unknown) => this.#fail(error));
      if (!verdict || signal.aborted) return;
      if (verdict !== "again") {
        this.#spent.add(runner);
        this.#gaveUp(runner, verdict.out);
        return;
      }
      // Perhaps no command waits for the next code.
      this.look();
      if (signal.aborted) return;
    }
  }

  /** @returns undefined when the race is over: this code is the first that was accepted, or comes too late */
  async #inTurn(runner: Runner<T>, code: string): Promise<Exclude<JudgedCode<T>, { accepted: T }> | undefined> {
    const mine = this.#sendAfter(this.#sending, runner, code);
    this.#sending = mine;
    try {
      return await mine;
    } finally {
      if (this.#sending === mine) this.#sending = undefined;
    }
  }

  async #sendAfter(before: Promise<unknown> | undefined, runner: Runner<T>, code: string) {
    await before?.catch(() => {});
    if (this.#stop.signal.aborted) return undefined;
    const verdict = await runner.use(code);
    if (verdict === "again" || "out" in verdict) return verdict;
    this.#stop.abort();
    this.#end.resolve(verdict.accepted);
    return undefined;
  }

  #gaveUp(runner: Runner<T>, error: unknown): void {
    this.#running.delete(runner);
    this.#whyNot.set(runner, error);
    if (error instanceof ActasError && error.code === "cancelled") this.#fail(error);
    this.look();
  }

  /** Every input has a reason of its own; what is no such reason is a fault, and told alone. */
  #whyNone(): unknown {
    const failed = this.#runners.filter((runner) => this.#whyNot.has(runner));
    const all = failed.map((runner) => ({ runner, reason: reasonIn(this.#whyNot.get(runner)) }));
    const fault = all.findLast(({ reason }) => reason === undefined);
    if (fault) return this.#whyNot.get(fault.runner);
    // What stood in for another one, and says why it failed, speaks for both.
    const spokenFor = all.filter(({ reason }) => reason).map(({ runner }) => runner.after);
    const own = all.filter(({ reason, runner }) => reason && !spokenFor.includes(runner.name));
    own.sort((one, other) => Number(this.#spent.has(other.runner)) - Number(this.#spent.has(one.runner)));
    const said = new Set(own.map(({ reason }) => reason));
    return new CannotAsk([...said].join(", and ") || "there is no way to enter a code");
  }

  #fail(error: unknown): void {
    this.#stop.abort();
    this.#end.reject(error);
  }
}

function reasonIn(error: unknown): string | undefined {
  return error instanceof CannotAsk ? error.reason : undefined;
}
