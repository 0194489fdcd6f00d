/**
 * What one of the SDKs takes for a blank, and cuts off around a key, a value or a line: `trim` of JavaScript (with the
 * byte order mark), `strip` of Python (U+001C to U+001F, U+0085), `trim` of Java and PHP (control characters), `Trim`
 * of older .NET (U+180E, U+200B).
 */
export const BLANK = String.raw`[\s\p{Cc}\u180E\u200B\uFEFF]`;

const AROUND = new RegExp(`^${BLANK}+|${BLANK}+$`, "gu");

/** A text without anything around it that an SDK takes for a blank. */
export function trimBlanks(text: string): string {
  return text.replace(AROUND, "");
}
