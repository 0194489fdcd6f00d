import type { ActasError } from "../base/errors.ts";
import type { Secret } from "../base/secret.ts";
import { addLines, type Draft, emptyDraft, type Section } from "./section.ts";
import { sectionLines, type TextPlace } from "./section-lines.ts";

/** A section that is parsed when it is looked at first. */
export class UnreadSection implements Section {
  #text: string;
  readonly #place: TextPlace;
  #draft: Draft | undefined;

  /** `text`: one section whose lines can all be read. */
  constructor(text: string, place: TextPlace) {
    this.#text = text;
    this.#place = place;
  }

  get settings(): ReadonlyMap<string, string> {
    return this.read().settings;
  }

  get secrets(): ReadonlyMap<string, Secret> {
    return this.read().secrets;
  }

  get problem(): ActasError | undefined {
    return this.read().problem;
  }

  get problemBesideOther(): ActasError | undefined {
    return this.read().problemBesideOther;
  }

  read(): Draft {
    this.#draft ??= this.#parse();
    return this.#draft;
  }

  #parse(): Draft {
    const [lines] = sectionLines(this.#text, this.#place);
    const draft = emptyDraft(lines?.header ?? "");
    if (lines) addLines(draft, lines, this.#place);
    this.#text = "";
    return draft;
  }
}
