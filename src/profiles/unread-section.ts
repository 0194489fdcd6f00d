import type { ActasError } from "../base/errors.ts";
import type { Secret } from "../base/secret.ts";
import { addLines, type Draft, emptyDraft, type Section } from "./section.ts";
import { type FileText, placeIn, sectionLines } from "./section-lines.ts";

/** A section that is parsed when it is looked at, and again only if the garbage collector took the result. */
export class UnreadSection implements Section {
  readonly #file: FileText;
  readonly #from: number;
  readonly #end: number;
  #parsed: WeakRef<Draft> | undefined;

  /** It stands in the file by itself, and all its lines can be read. */
  constructor(file: FileText, from: number, end: number) {
    this.#file = file;
    this.#from = from;
    this.#end = end;
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
    const known = this.#parsed?.deref();
    if (known) return known;
    const draft = this.#parse();
    this.#parsed = new WeakRef(draft);
    return draft;
  }

  #parse(): Draft {
    const place = placeIn(this.#file, this.#from);
    const [lines] = sectionLines(this.#file.text.slice(this.#from, this.#end), place);
    const draft = emptyDraft(lines?.header ?? "");
    if (lines) addLines(draft, lines, place);
    return draft;
  }
}
