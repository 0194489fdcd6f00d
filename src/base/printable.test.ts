import { expect, test } from "bun:test";
import { ActasError } from "./errors.ts";
import { isSeen, jsonText, printable, printableLines } from "./printable.ts";

/** One character of each kind that is invisible on a screen, or looks like another one. */
const UNSEEN = [
  ...["\u0000", "\t", "\n", "\r", "\u001b", "\u007f", "\u0085", "\u009b"],
  ...["\u00a0", "\u00ad", "\u034f", "\u061c", "\u115f", "\u1160", "\u1680", "\u17b4", "\u180b", "\u180e"],
  ...["\u2000", "\u2003", "\u200b", "\u200c", "\u200d", "\u200e", "\u2028", "\u2029", "\u202e", "\u202f", "\u205f"],
  ...["\u2060", "\u2063", "\u2066", "\u206a", "\u2800", "\u3000", "\u3164", "\ufe00", "\ufe0f", "\ufeff", "\uffa0"],
  ...["\ufff9", "\ufffc", "\ud800", "\ue000", "\ufdd0", "\u{13430}", "\u{13441}", "\u{16fe4}", "\u{1bca0}"],
  ...["\u{1d159}", "\u{1d173}", "\u{e0001}", "\u{e0041}", "\u{e0100}", "\u{f0000}"],
];

test("text cannot move the cursor, set a title, or reverse the writing direction", () => {
  expect(printable("a\u001b[2Jb\u009b1m\u007fc\u202ed")).toBe("a<U+001B>[2Jb<U+009B>1m<U+007F>c<U+202E>d");
});

test("one line stays one line", () => {
  expect(printable("no\r\nactas: hint: \tyes\u0085.")).toBe("no<U+000D><U+000A>actas: hint: <U+0009>yes<U+0085>.");
});

test.each(UNSEEN.map((character) => [character]))("%j is shown as its code point, wherever it is", (character) => {
  for (const text of [`admin${character}`, `${character}admin`, `ad${character}${character}min`]) {
    const shown = printable(text);
    expect(shown).toMatch(/^(admin|ad|min|<U\+[0-9A-F]{4,6}>)+$/);
    expect(shown).toContain(`<U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}>`);
    expect(printable(shown)).toBe(shown);
    expect(isSeen(text)).toBe(false);
  }
});

test("a space at the end is shown as its code point, others stay", () => {
  expect(printable("an admin ")).toBe("an admin<U+0020>");
  expect(isSeen("an admin")).toBe(true);
});

test.each([
  [["an admin", "", "b"]],
  [["an admin ", "b"]],
  [["a", "admin "]],
  [["a\nb", "c"]],
  [["a\u001b[2J", "größer"]],
  [[""]],
  [[" "]],
])("of %j each line is shown as it is alone", (lines) => {
  expect(printableLines(lines)).toBe(lines.map(printable).join("\n"));
});

test("text of any language stays as it is", () => {
  const text = "Größe 日本語 👩💻 שלום हिन्दी ไทย áéı <b>U+200B</b>";
  expect(printable(text)).toBe(text);
  expect(isSeen(text)).toBe(true);
});

test("an error is printable, wherever its text comes from", () => {
  const { hints, message } = new ActasError("access-denied", "cannot\u001b[2J go", { hints: ["no\nactas: hint: x"] });
  expect([message, ...hints]).toEqual(["cannot<U+001B>[2J go", "no<U+000A>actas: hint: x"]);
});

test.each(["one-line", "indented"] as const)("JSON, %s, has no invisible characters, and the same value", (form) => {
  const value = { [UNSEEN.join("k")]: UNSEEN.join(""), list: [...UNSEEN, "Größe 👩💻 ", 1, null], none: undefined };
  const text = jsonText(value, form);
  expect(text.split("\n").every(isSeen)).toBe(true);
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
  expect(text.includes("\n")).toBe(form === "indented");
});

test("JSON of visible text is that of JSON.stringify", () => {
  const value = { a: "x ", b: ["Größe", 1], c: {} };
  expect(jsonText(value, "one-line")).toBe(JSON.stringify(value));
  expect(jsonText(value, "indented")).toBe(JSON.stringify(value, null, 2));
});
