import type { EnvironmentChanges } from "../../base/environment.ts";
import type { Door } from "../../serve/door.ts";
import type { ServedState, Serving } from "../../serve/serving.ts";
import { peopleAreWatching, say, sayError } from "../terminal/say.ts";
import { untilText } from "../text/until-text.ts";
import { sayRivals, shownVariables } from "./serve-lines.ts";
import type { ServeLog } from "./serve-log.ts";

/**
 * Says what is served and for how long, and each change once: on the terminal, or in the log of a process in the
 * background. Where neither is there, only what goes wrong.
 */
export class ServeReport {
  readonly #serving: Serving;
  readonly #log: ServeLog | undefined;
  #before: ServedState;

  constructor(serving: Serving, log: ServeLog | undefined) {
    this.#serving = serving;
    this.#log = log;
    this.#before = serving.state();
    serving.onChange(() => this.#look());
  }

  /** Says what a user, or a program, has to know. */
  begin({ url }: Pick<Door, "url">, environment: EnvironmentChanges): void {
    this.#tell(`programs ask at ${url}`);
    if (this.#log || !peopleAreWatching()) return;
    const shown = shownVariables(environment);
    say(shown.length > 0 ? "actas: they need these variables; Ctrl-C ends it" : "actas: Ctrl-C ends it");
    for (const line of shown) say(line);
    sayRivals(environment);
  }

  #look(): void {
    const [before, now] = [this.#before, this.#serving.state()];
    this.#before = now;
    if (now.problem && now.problem.code !== before.problem?.code) this.#tellProblem(now.problem);
    if (now.target !== before.target) this.#tell(`serving ${now.target}${untilEnd(now)}`);
    else if (now.expiration && now.expiration.getTime() !== before.expiration?.getTime())
      this.#tell(`renewed ${now.target}${untilEnd(now)}`);
  }

  #tellProblem({ hints, message }: NonNullable<ServedState["problem"]>): void {
    this.#log?.write([`error: ${message}`, ...hints.map((hint) => `hint: ${hint}`)].join("\n"));
    if (this.#log) return;
    sayError(message);
    for (const hint of hints) say(`actas: hint: ${hint}`);
  }

  #tell(line: string): void {
    this.#log?.write(line);
    if (peopleAreWatching()) say(`actas: ${line}`);
  }
}

function untilEnd({ expiration }: ServedState): string {
  return expiration ? `, until ${untilText(expiration.toISOString())}` : "";
}
