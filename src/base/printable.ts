/**
 * Characters invisible on a screen, by their Unicode property where there is one: control and format characters,
 * direction marks, tags, variation selectors, fillers, all blanks but the space, and unassigned code points; and blanks
 * that Unicode counts as symbols, such as the empty Braille pattern. (With the flag `v` in place of `u`, Bun 1.4.5
 * takes 20 ms to compile it.)
 */
const UNSEEN = /(?! )[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800\uFFFC\u{13441}\u{13442}\u{16FE4}\u{1D159}]/u;
/** Matches nearly all text, and is much faster. */
const ONLY_SEEN = /^[ -~]*$/;
/** The first pattern of a process takes longer than to look at so many characters one by one; then it is much faster. */
let leftToLookAt = 1_000;

/**
 * Makes one line of text from anywhere, such as a file or an answer of AWS, safe to print: it cannot control the
 * terminal, pass for a line of ours, or make two different names look the same. An invisible character is replaced by
 * its code point, such as `<U+200B>`, and so is a space at the end.
 */
export function printable(text: string): string {
  return isSeen(text) && !text.endsWith(" ") ? text : text.replace(eachUnseen(), codePoint);
}

/** Lines, each made safe to print. Of thousands, nearly always none needs it, and one look tells. */
export function printableLines(lines: readonly string[]): string {
  const text = lines.join("\n");
  const isPlain = isVisibleAscii(lines.join("")) && !text.includes(" \n") && !text.endsWith(" ");
  return isPlain ? text : lines.map(printable).join("\n");
}

/** Whether all characters of a text are visible. A space counts as visible. */
export function isSeen(text: string): boolean {
  return isVisibleAscii(text) || !UNSEEN.test(text);
}

/** Whether each character of a text is visible ASCII, or a blank. */
export function isVisibleAscii(text: string): boolean {
  if (text.length > leftToLookAt) return ONLY_SEEN.test(text);
  leftToLookAt -= text.length;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x20 || code > 0x7e) return false;
  }
  return true;
}

/**
 * A value as JSON. Invisible characters in its strings are escaped, which does not change the value: JSON itself
 * escapes only U+0000 to U+001F, and a terminal obeys more.
 */
export function jsonText(value: unknown, form: "one-line" | "indented"): string {
  const text = JSON.stringify(value, null, form === "indented" ? 2 : 0);
  return isPlain(text) || text.split("\n").every((line) => isSeen(line))
    ? text
    : text.replace(eachUnseen(), escapedInJson);
}

/** Whether a JSON text is only visible ASCII and line ends. Avoids a pattern, which would delay the hot path. */
function isPlain(json: string): boolean {
  return new TextEncoder().encode(json).length === json.length && !json.includes("\x7F");
}

/** Compiled only when needed; the hot path never needs it. */
function eachUnseen(): RegExp {
  return new RegExp(`${UNSEEN.source}| $`, "gu");
}

function codePoint(character: string): string {
  return `<U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}>`;
}

/** Line ends stand only between members, never in a string. */
function escapedInJson(character: string): string {
  if (character === "\n") return character;
  return character.replace(/./gs, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
