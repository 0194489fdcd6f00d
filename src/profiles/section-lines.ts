import { ActasError } from "../base/errors.ts";
import { trimBlanks } from "./blanks.ts";

/** A setting as written in an AWS file. */
export interface SettingLines {
  /** In lower case. */
  readonly key: string;
  /** The rest of the key's line, then its indented continuation lines, all trimmed. */
  readonly values: readonly string[];
  /** Number of the key's line in the text that was split. */
  readonly line: number;
}

/** A section as written in an AWS file. */
export interface SectionLines {
  /** As written between the brackets. */
  readonly header: string;
  readonly settings: readonly SettingLines[];
  /** Number of the header's line there. */
  readonly line: number;
}

/** Where a text stands: in which file, and how many lines are above. */
export interface TextPlace {
  readonly path: string;
  readonly linesAbove: () => number;
}

/** The text of an AWS file, and its path. */
export interface FileText {
  readonly text: string;
  readonly path: string;
}

/** The place in a file from a character on. Lines are counted only for a message. */
export function placeIn({ text, path }: FileText, from: number): TextPlace {
  return { path, linesAbove: () => text.slice(0, from).split(LINE_END).length - 1 };
}

/**
 * Splits an AWS file, or a part of one, into sections and settings like botocore. It refuses any line that is not a
 * section, setting, comment or continuation; other SDKs silently ignore such lines.
 *
 * @throws {ActasError} `configuration` naming the file and the line's number, never its text
 * @see https://docs.python.org/3/library/configparser.html#supported-ini-file-structure
 */
export function sectionLines(text: string, place: TextPlace): SectionLines[] {
  const sections: { header: string; settings: { key: string; values: string[]; line: number }[]; line: number }[] = [];
  let indentation = 0;
  for (const [index, raw] of text.split(LINE_END).entries()) {
    const line = trimAgreed(raw);
    if (line === "" || isComment(line)) continue;
    const malformed = (reason: string): ActasError => malformedLine(place, index + 1, reason);
    const section = sections.at(-1);
    const above = section?.settings.at(-1);
    const indentationHere = raw.search(NOT_AGREED);
    if (above && indentationHere > indentation) {
      above.values.push(trimBlanks(line));
      continue;
    }
    indentation = indentationHere;
    if (line.startsWith("[")) sections.push({ header: headerOf(line, malformed), settings: [], line: index + 1 });
    else if (section) section.settings.push({ ...settingOf(line, malformed), line: index + 1 });
    else throw malformed("is outside any section");
  }
  return sections;
}

/** The error for one line of an AWS file; the reason follows `line N`. */
export function malformedLine({ path, linesAbove }: TextPlace, line: number, reason: string): ActasError {
  return new ActasError("configuration", `cannot read ${path}: line ${linesAbove() + line} ${reason}`);
}

/** Trims what both Python and JavaScript take for blanks: neither the byte order mark nor control characters. */
function trimAgreed(text: string): string {
  return text.includes("\uFEFF") ? text.replace(/^[^\S\uFEFF]+|[^\S\uFEFF]+$/g, "") : text.trim();
}

const NOT_AGREED = /[\S\uFEFF]/;
const LINE_END = /\r\n|\r|\n/;

function isComment(line: string): boolean {
  return /^[#;]/.test(line);
}

function headerOf(line: string, malformed: (reason: string) => ActasError): string {
  const header = /^\[([^\]]*)\]\s*([#;].*)?$/.exec(line)?.[1]?.trim();
  if (header === undefined) throw malformed("is not a closed section header");
  if (header === "") throw malformed("is a section header without a name");
  return header;
}

function settingOf(line: string, malformed: (reason: string) => ActasError): { key: string; values: string[] } {
  const end = line.search(/[=:]/);
  const key = trimAgreed(line.slice(0, end));
  // The first `=` of a line may be in a comment.
  if (end < 1 || key === "" || /\s[#;]/.test(key)) throw malformed("is not of the form `key = value`");
  if (trimBlanks(key) !== key) throw malformed("has an invisible character beside its key");
  return { key: key.toLowerCase(), values: [trimBlanks(line.slice(end + 1))] };
}
