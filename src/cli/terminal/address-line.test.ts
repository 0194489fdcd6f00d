import { expect, test } from "bun:test";
import { addressLine } from "./address-line.ts";

const URL = "http://127.0.0.1:1/auth/x";
const LINK = `  \u001b]8;;${URL}\u001b\\${URL}\u001b]8;;\u001b\\`;

test.each([
  { TERM: "xterm-256color", TERM_PROGRAM: "WezTerm" },
  { TERM: "xterm-kitty" },
  { TERM: "xterm-256color", VTE_VERSION: "7600" },
  { TERM: "xterm-256color", KONSOLE_VERSION: "230804" },
  { TERM: "xterm-256color", WT_SESSION: "1" },
])("a terminal that is known to show links gets one: %p", (environment) => {
  expect(addressLine(URL, environment)).toBe(LINK);
});

test.each([
  {},
  { TERM: "xterm" },
  { TERM: "dumb", TERM_PROGRAM: "WezTerm" },
  { TERM: "xterm-256color", VTE_VERSION: "4600" },
  { TERM: "tmux-256color", TERM_PROGRAM: "tmux", VTE_VERSION: "7600", TMUX: "/tmp/tmux-1/default,1,0" },
  { TERM: "screen", STY: "1.pts", WT_SESSION: "1" },
])("others get the address as it is: %p", (environment) => {
  expect(addressLine(URL, environment)).toBe(`  ${URL}`);
});

test("what could act on the terminal is never in a link", () => {
  const known = { TERM: "xterm-kitty" };
  expect(addressLine(`${URL}\u001b]0;t\u0007`, known)).toBe(`  ${URL}<U+001B>]0;t<U+0007>`);
  expect(addressLine("file:///etc/passwd", known)).toBe("  file:///etc/passwd");
});
