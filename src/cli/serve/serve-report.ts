import { shellWord } from "../../base/shell-word.ts";
import type { Door } from "../../serve/door.ts";
import type { ServedState, Serving } from "../../serve/serving.ts";
import { peopleAreWatching, say, sayError } from "../terminal/say.ts";
import { untilText } from "../text/until-text.ts";

/** Says on the terminal what is served and for how long, each change once; elsewhere only what goes wrong. */
export class ServeReport {
  readonly #serving: Serving;
  #before: ServedState;

  constructor(serving: Serving) {
    this.#serving = serving;
    this.#before = serving.state();
  }

  /** Says what there is to know at first, and from now on what changes. */
  begin({ environment, shown, url }: Door): void {
    if (peopleAreWatching()) {
      say(`actas: serving ${this.#before.target} at ${url}${untilEnd(this.#before)}; Ctrl-C ends it`);
      say("actas: a program gets credentials with these variables:");
      for (const name of shown) say(`  ${name}=${shellWord(environment[name] ?? "")}`);
    }
    this.#serving.onChange(() => this.#look());
  }

  #look(): void {
    const [before, now] = [this.#before, this.#serving.state()];
    this.#before = now;
    if (now.problem && now.problem.code !== before.problem?.code) {
      sayError(now.problem.message);
      for (const hint of now.problem.hints) say(`actas: hint: ${hint}`);
    }
    if (!peopleAreWatching()) return;
    if (now.target !== before.target) say(`actas: serving ${now.target}${untilEnd(now)}`);
    else if (now.expiration && now.expiration.getTime() !== before.expiration?.getTime())
      say(`actas: renewed ${now.target}${untilEnd(now)}`);
  }
}

function untilEnd({ expiration }: ServedState): string {
  return expiration ? `, until ${untilText(expiration.toISOString())}` : "";
}
