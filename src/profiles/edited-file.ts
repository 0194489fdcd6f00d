import { ActasError } from "../base/errors.ts";
import { normalHeader } from "./parse-file.ts";
import { placeIn, type SectionLines, sectionLines } from "./section-lines.ts";

const BYTE_ORDER_MARK = "\uFEFF";
/** Between lines, each of which keeps its own end. */
const LINES = /(?<=\r\n|\r(?!\n)|\n)/;
/** A line with one of these may be several lines to a tool, such as a section with a command to run. */
const SEVERAL_LINES = /(?!\t)\p{Cc}|[\u2028\u2029]/u;

/** Also in a section that had no other keys, and programs would act by it. */
const IN_EVERY_SECTION = "what [DEFAULT] says counts in every section";

/** A setting to write. */
export interface NewSetting {
  readonly key: string;
  /** One line. */
  readonly value: string;
}

/**
 * The text of an AWS file while it is changed: comments, order, line ends and everything else that is not changed stay
 * as they are. Sections are named as in {@link Sections}; one that is in the file twice is changed in both places, as
 * both count.
 *
 * All methods throw an `ActasError` (`configuration`) for a file that cannot be read, and for text to write that has
 * control characters other than the tab, or would count in other sections too.
 */
export class EditedFile {
  readonly #path: string;
  readonly #mark: string;
  readonly #lines: string[];

  /** @param path - for messages */
  constructor(text: string, path: string) {
    this.#path = path;
    this.#mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
    const rest = text.slice(this.#mark.length);
    this.#lines = rest === "" ? [] : rest.split(LINES);
  }

  get text(): string {
    return this.#mark + this.#lines.join("");
  }

  has(section: string): boolean {
    return this.#sections(section).length > 0;
  }

  /** All lines, without their ends. */
  get lines(): readonly string[] {
    return this.#lines.map((line) => line.replace(/[\r\n]+$/, ""));
  }

  /** Puts lines in the place of those from one index up to another, which stays. */
  replaceLines(from: number, to: number, lines: readonly string[]): void {
    this.#lines.splice(from, to - from, ...lines.map((line) => this.#written(line)));
  }

  /** Gives a key another name, and leaves the rest of its lines. */
  rename(section: string, from: string, to: string): void {
    this.#requireOneLine(to);
    for (const line of linesOf(from, this.#sections(section))) {
      const renamed = this.#line(line).replace(/^(\s*)[^=:]*?(\s*[=:])/, (_, blank, sign) => blank + to + sign);
      this.#lines[line - 1] = renamed;
    }
  }

  /** Takes a setting out, with the lines on which its value goes on. */
  remove(section: string, key: string): void {
    this.#takeOut(linesOf(key, this.#sections(section)));
  }

  /** Takes a section out that has neither settings nor comments. */
  removeIfEmpty(section: string): void {
    for (const { line, settings } of this.#sections(section).toReversed()) {
      const after = this.#allSections().find((one) => one.line > line)?.line ?? this.#lines.length + 1;
      const isEmpty = settings.length === 0 && this.lines.slice(line, after - 1).every((text) => text.trim() === "");
      if (isEmpty) this.#lines.splice(line - 1, after - line);
    }
  }

  /**
   * Writes a setting where the section has one, else below its last setting.
   *
   * @throws {Error} when there is no such section
   */
  set(section: string, { key, value }: NewSetting): void {
    this.#requireOneLine(key + value);
    const sections = this.#sections(section);
    const last = sections.at(-1);
    if (!last) throw new Error(`no section ${section} in ${this.#path}`);
    const [first, ...others] = linesOf(key, sections);
    this.#takeOut(others);
    const above = first ?? last.settings.at(-1)?.line ?? last.line;
    const indentation = last.settings.length > 0 ? (/^\s*/.exec(this.#line(above))?.[0] ?? "") : "";
    const text = `${indentation}${key} = ${value}`;
    if (first) this.#lines.splice(first - 1, this.#endOf(first) - first, this.#written(text));
    else this.#insert(this.#endOf(above), [text]);
  }

  /** Adds a section at the end, with an empty line above it. `header` is what stands between the brackets. */
  add(header: string, settings: readonly NewSetting[]): void {
    if (header === "DEFAULT") throw new ActasError("configuration", `cannot change ${this.#path}: ${IN_EVERY_SECTION}`);
    this.append([`[${header}]`, ...settings.map(({ key, value }) => `${key} = ${value}`)]);
  }

  /** Adds lines at the end, with an empty line above them. */
  append(lines: readonly string[]): void {
    const blank = this.#lines.length > 0 && this.#lines.at(-1)?.trim() !== "" ? [""] : [];
    this.#insert(this.#lines.length + 1, [...blank, ...lines]);
  }

  #allSections(): SectionLines[] {
    const file = { text: this.#lines.join(""), path: this.#path };
    return sectionLines(file.text, placeIn(file, 0));
  }

  #sections(name: string): SectionLines[] {
    return this.#allSections().filter(({ header }) => normalHeader(header) === name);
  }

  /** Takes out the settings that begin at these lines, which are in the order of the file. */
  #takeOut(lines: readonly number[]): void {
    for (const line of lines.toReversed()) this.#lines.splice(line - 1, this.#endOf(line) - line);
  }

  #line(number: number): string {
    return this.#lines[number - 1] ?? "";
  }

  /** The number of the line after a setting or header and what continues it; empty lines and comments do not. */
  #endOf(line: number): number {
    const all = this.#allSections().flatMap((one) => [one, ...one.settings]);
    const next = Math.min(...all.map((one) => one.line).filter((one) => one > line), this.#lines.length + 1);
    for (let last = next - 1; last > line; last--) if (!/^\s*([#;].*)?$/s.test(this.#line(last))) return last + 1;
    return line + 1;
  }

  /** Inserts lines before the one of this number. */
  #insert(before: number, lines: readonly string[]): void {
    const written = lines.map((line) => this.#written(line));
    const above = this.#lines[before - 2];
    if (above !== undefined && !/[\r\n]$/.test(above)) this.#lines[before - 2] = above + this.#lineEnd();
    this.#lines.splice(before - 1, 0, ...written);
  }

  #written(line: string): string {
    this.#requireOneLine(line);
    return line + this.#lineEnd();
  }

  #requireOneLine(text: string): void {
    if (!SEVERAL_LINES.test(text)) return;
    throw new ActasError("configuration", `cannot change ${this.#path}: what is to be written has control characters`);
  }

  /** That of the file's first line. */
  #lineEnd(): string {
    return /\r\n|\r|\n/.exec(this.#lines[0] ?? "")?.[0] ?? "\n";
  }
}

/** The numbers of the lines at which a key has a value. */
function linesOf(key: string, sections: readonly SectionLines[]): number[] {
  return sections.flatMap(({ settings }) => settings.filter((one) => one.key === key).map(({ line }) => line));
}
