import { encode } from "uqr";
import type { Environment } from "../../base/environment.ts";
import type { TerminalSize } from "../../system/terminal/terminal-size.ts";

/** Modules around the code that stay light. Four are the rule, and two are enough on a screen. */
const QUIET = 2;
/** Black on white by number, whatever the colours of the terminal are: a scanner needs dark modules on a light ground. */
const BLACK_ON_WHITE = "\u001b[38;5;16;48;5;231m";
const COLOURS_AS_BEFORE = "\u001b[0m";
/** Blank, upper half, lower half, full: the dark ones of two modules, one above the other. */
const HALVES = [" ", "▀", "▄", "█"];
/** What a QR code of the largest size and the least correction holds. */
const MOST_BYTES = 2953;
/** The line with the code to type, and the prompt of the shell. */
const LINES_BESIDES = 2;

/** The lines of a QR code, two rows of modules in each; or, in words, why this terminal cannot show it. */
export function qrCode(
  text: string,
  { columns, rows }: TerminalSize,
  environment: Environment,
): { readonly lines: readonly string[] } | { readonly problem: string } {
  const { LANG, LC_ALL, LC_CTYPE, TERM = "dumb" } = environment;
  if (TERM === "dumb") return { problem: "this terminal has no colours" };
  if (!/utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || "")) return { problem: "the locale is not UTF-8" };
  if (Buffer.byteLength(text) > MOST_BYTES) return { problem: "it is too long" };
  const { data, size } = encode(text, { ecc: "L", border: QUIET });
  const height = Math.ceil(size / 2);
  if (size > columns || height + LINES_BESIDES > rows) {
    return { problem: `it needs ${size} columns and ${height + LINES_BESIDES} rows` };
  }
  const lines = Array.from({ length: height }, (_, row) => {
    const halves = Array.from({ length: size }, (_, column) => {
      const upper = data[2 * row]?.[column] ? 1 : 0;
      return HALVES[upper + (data[2 * row + 1]?.[column] ? 2 : 0)];
    });
    return `${BLACK_ON_WHITE}${halves.join("")}${COLOURS_AS_BEFORE}`;
  });
  return { lines };
}
