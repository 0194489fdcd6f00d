import { Interrupted } from "../terminal/interrupted.ts";
import { CaughtSignals, type SignalName } from "./caught-signals.ts";

/**
 * Holds back what ends programs, ^C for one, while there is something to take back first. The first signal is told by
 * `signal`; a second one has its usual effect, for a user who does not want to wait.
 */
export class EndingSignals implements Disposable {
  readonly #controller = new AbortController();
  readonly #caught = new CaughtSignals(["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"], (name) => this.#end(name));

  /** Its reason is an {@link Interrupted}. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  [Symbol.dispose](): void {
    this.#caught[Symbol.dispose]();
  }

  #end(name: SignalName): void {
    this.#controller.abort(new Interrupted(name));
    this.#caught[Symbol.dispose]();
  }
}
