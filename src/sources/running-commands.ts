import { sessionOf } from "../system/processes/session-of.ts";
import type { Step } from "../targets/resolving.ts";

/**
 * The commands of profiles that run now. Each leads a session of its own, and by that a program is known which was
 * started from one, also where its variables were taken away, as by `env -i`.
 */
export class RunningCommands {
  readonly #bySession = new Map<number, readonly Step[]>();

  /** Notes the command whose process is `pid` until what is returned is disposed. */
  begin(pid: number, steps: readonly Step[]): Disposable {
    this.#bySession.set(pid, steps);
    return { [Symbol.dispose]: () => void this.#bySession.delete(pid) };
  }

  /** The commands that a process comes from, outermost first. */
  around(pid: number): readonly Step[] {
    if (this.#bySession.size === 0) return [];
    return this.#bySession.get(sessionOf(pid)) ?? [];
  }
}
