import type { ActasError } from "../base/errors.ts";
import { remember } from "../base/remember.ts";
import type { Secret } from "../base/secret.ts";
import { addLines, type Draft, emptyDraft, type Section } from "./section.ts";
import { type FileText, placeIn, sectionLines } from "./section-lines.ts";

/** How many parsed sections of a file are remembered: a request needs two or three of thousands. */
const REMEMBERED = 64;

/** The text of a file, and the sections of it that were looked at last, by where they begin. */
export interface FileWithSections extends FileText {
  readonly parsed: Map<number, Draft>;
}

/** A section that is parsed when it is looked at, and again only when many others were since. */
export class UnreadSection implements Section {
  readonly #file: FileWithSections;
  readonly #from: number;
  readonly #end: number;

  /** It stands in the file by itself, and all its lines can be read. */
  constructor(file: FileWithSections, from: number, end: number) {
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
    const { parsed } = this.#file;
    const draft = parsed.get(this.#from) ?? this.#parse();
    remember(parsed, this.#from, draft, REMEMBERED);
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
