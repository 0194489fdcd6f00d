import { awsTimestamp } from "../../base/aws-timestamp.ts";
import type { EnvironmentChanges } from "../../base/environment.ts";
import { printable } from "../../base/printable.ts";
import type { Door } from "../../serve/door.ts";
import type { Fetcher, ServedState, Serving } from "../../serve/serving.ts";
import { peopleAreWatching, say, sayError } from "../terminal/say.ts";
import { untilText } from "../text/until-text.ts";
import { sayRivals, shownVariables } from "./serve-lines.ts";
import type { ServeLog } from "./serve-log.ts";

interface ReportParts {
  readonly log: ServeLog | undefined;
  /** Whether it says of each request which program got credentials. */
  readonly namesPrograms: boolean;
}

/**
 * Says what is served and for how long, and each change once: on the terminal, or in the log of a process in the
 * background. Where neither is there, only what goes wrong.
 */
export class ServeReport {
  readonly #serving: Serving;
  readonly #log: ServeLog | undefined;
  #before: ServedState;

  constructor(serving: Serving, { log, namesPrograms }: ReportParts) {
    this.#serving = serving;
    this.#log = log;
    if (namesPrograms) serving.onFetch((target, by) => this.#tellFetch(target, by));
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

  #tellFetch(target: string, by: Fetcher | undefined): void {
    const who = by?.program === undefined ? "a program" : `${by.program}, pid ${by.pid}`;
    const line = printable(`gave credentials of ${target} to ${who}`);
    if (this.#log) this.#log.write(line);
    else say(`actas: ${awsTimestamp(new Date())} ${line}`);
  }

  #tell(line: string): void {
    this.#log?.write(line);
    if (peopleAreWatching()) say(`actas: ${line}`);
  }
}

function untilEnd({ expiration }: ServedState): string {
  return expiration ? `, until ${untilText(expiration.toISOString())}` : "";
}
