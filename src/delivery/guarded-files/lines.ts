import { BLANK, trimBlanks } from "../../profiles/blanks.ts";

/** The lines of a file, with line ends of any kind. */
export function linesOf(bytes: string): string[] {
  return bytes.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+/g) ?? [];
}

/** The end of a line; empty when the file ends without one. */
export function lineEndOf(line: string): string {
  return /[\r\n]*$/.exec(line)?.[0] ?? "";
}

/**
 * The possible readings of a line: its bytes as UTF-8, and as Latin-1 in a Python with an old locale.
 *
 * @param bytes - one character for each byte
 */
export function readingsOf(bytes: string): readonly string[] {
  return /^[\0-\x7F]*$/.test(bytes) ? [bytes] : [Buffer.from(bytes, "latin1").toString("utf8"), bytes];
}

/** Whether every SDK takes the line for blank or a comment. */
export function isBlankOrComment(line: string): boolean {
  return /^[#;]?$/.test(trimBlanks(line).slice(0, 1));
}

/** The key that any SDK may find in a line, in lower case. Some take an indented line for a setting as well. */
export function keyOf(line: string): string {
  return trimBlanks(line.split(/[=:]/, 1).join(""))
    .replace(/^["']|["']$/g, "")
    .toLowerCase();
}

/** The number of leading blanks. */
export function indentationOf(line: string): number {
  if (/^[a-z[]/.test(line)) return 0;
  return INDENTATION.exec(line)?.[0].length ?? 0;
}

const INDENTATION = new RegExp(`^${BLANK}*`, "u");

/**
 * A file without some of its settings and their continuation lines.
 *
 * @param isDropped - whether the line is such a setting; called for every line that is neither empty nor a continuation
 *   of one
 */
export function withoutSettings(lines: readonly string[], isDropped: (line: string) => boolean): string[] {
  let dropped = Number.POSITIVE_INFINITY;
  return lines.filter((line) => {
    const [reading = ""] = readingsOf(line);
    if (isBlankOrComment(reading)) return true;
    const indentation = indentationOf(reading);
    if (indentation > dropped) return false;
    const drops = isDropped(line);
    dropped = drops ? indentation : Number.POSITIVE_INFINITY;
    return !drops;
  });
}
