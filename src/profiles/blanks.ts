/**
 * Every character that any SDK trims as a blank from a key, a value or a line: `trim` of JavaScript (with the
 * byte order mark), `strip` of Python (U+001C to U+001F, U+0085), `trim` of Java and PHP (control characters), `Trim`
 * of older .NET (U+180E, U+200B).
 */
export const BLANK = String.raw`[\s\p{Cc}\u180E\u200B\uFEFF]`;

const IS_BLANK = new RegExp(BLANK, "u");

/** A text without the leading and trailing characters that any SDK trims. */
export function trimBlanks(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && isBlank(text, from)) from++;
  while (from < to && isBlank(text, to - 1)) to--;
  return text.slice(from, to);
}

function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  // The fast way for nearly every character.
  if (code > 0x20 && code < 0x7f) return false;
  return IS_BLANK.test(text.charAt(at));
}
