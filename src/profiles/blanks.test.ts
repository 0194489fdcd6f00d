import { expect, test } from "bun:test";
import { trimBlanks } from "./blanks.ts";

const BLANKS = [
  ..."\t\v\f\x1C\x1D\x1E\x1F\x85\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A",
  ..."\u2028\u2029\u202F\u205F\u3000\uFEFF\u180E\u200B\0 \r\n",
];

test("every blank goes from both ends, and from nowhere else", () => {
  for (const blank of BLANKS) expect(trimBlanks(`${blank}${blank}a${blank}b${blank}`)).toBe(`a${blank}b`);
  expect(trimBlanks(BLANKS.join(""))).toBe("");
  expect(trimBlanks("é𝒳")).toBe("é𝒳");
});

test("a line of blanks as long as a file takes no time", () => {
  const long = `a${" ".repeat(1_000_000)}b`;
  expect(trimBlanks(` ${long} `)).toBe(long);
});
