/**
 * What nobody sees on a screen, by its property where there is one: control and format characters, marks of direction,
 * tags, variation selectors, fillers, every blank but the space, what no font has; and blanks that Unicode counts as
 * symbols, such as the empty Braille pattern. (With the flag `v` in place of `u`, Bun 1.4.5 takes 20 ms to compile it.)
 */
const UNSEEN = /(?! )[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800\uFFFC\u{13441}\u{13442}\u{16FE4}\u{1D159}]/u;
/** Nearly all text, and much faster to tell. */
const ONLY_SEEN = /^[ -~]*$/;

/**
 * One line of text that may come from anywhere, such as a file or an answer of AWS, without what could act on a
 * terminal, pass for a line of ours, or make two different names look the same: in place of what nobody would see
 * stands its code point, such as `<U+200B>`. So does a space at the end.
 */
export function printable(text: string): string {
  return isSeen(text) && !text.endsWith(" ") ? text : text.replace(eachUnseen(), codePoint);
}

/** Whether all of a text is seen where it is shown; a space is. */
export function isSeen(text: string): boolean {
  return ONLY_SEEN.test(text) || !UNSEEN.test(text);
}

/**
 * A value as JSON. What nobody would see of its strings is escaped, which changes how they are written and not what
 * they are: JSON itself escapes only U+0000 to U+001F, and a terminal obeys more.
 */
export function jsonText(value: unknown, form: "one-line" | "indented"): string {
  const text = JSON.stringify(value, null, form === "indented" ? 2 : 0);
  return isPlain(text) || text.split("\n").every((line) => isSeen(line))
    ? text
    : text.replace(eachUnseen(), escapedInJson);
}

/** Whether a JSON text is ASCII that is seen, and line ends. Told without a pattern, for the commands that all wait for. */
function isPlain(json: string): boolean {
  return new TextEncoder().encode(json).length === json.length && !json.includes("\x7F");
}

/** Made when it is needed: the commands that every AWS call waits for never do. */
function eachUnseen(): RegExp {
  return new RegExp(`${UNSEEN.source}| $`, "gu");
}

function codePoint(character: string): string {
  return `<U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}>`;
}

/** The line ends are those between members: in a string there is none. */
function escapedInJson(character: string): string {
  if (character === "\n") return character;
  return character.replace(/./gs, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
