import { isTerminal } from "../../system/terminal/is-terminal.ts";
import { terminalSize } from "../../system/terminal/terminal-size.ts";
import { wrappedWords } from "../text/wrapped-words.ts";
import { type HelpExample, type HelpItem, type HelpParts, helpParts } from "./help-parts.ts";
import type { HelpSubject } from "./help-subject.ts";

/** At least as many columns must be left for what stands beside a name; else it stands below. */
const LEAST_BESIDE = 36;
/** Of help that no terminal shows. */
const UNTOLD_WIDTH = 80;
const BELOW = 6;
const INDENT = 2;
const STDOUT = 1;
const GAP = 2;

/** As wide as the terminal, or as COLUMNS says; programs that read help get lines of 80. */
export function helpWidth(): number {
  const { COLUMNS = "" } = process.env;
  if (/^[1-9]\d{0,4}$/.test(COLUMNS)) return Number(COLUMNS);
  return isTerminal(STDOUT) ? terminalSize().columns : UNTOLD_WIDTH;
}

/** The help of a command: groups under headings, and descriptions wrapped under their column at any width. */
export function helpText(subject: HelpSubject, width = UNTOLD_WIDTH): string {
  const parts = helpParts(subject);
  const { groups, path, summary, usage } = parts;
  const column = INDENT + Math.max(...[...groups.values()].flat().map(([term]) => term.length)) + GAP;
  return [
    `Usage: ${hanging(`${path} ${usage}`, width, "Usage: ".length)}`,
    "",
    ...wordsIn(summary, width),
    ...[...groups].flatMap(([heading, items]) => [
      "",
      `${heading}:`,
      ...items.map((item) => itemIn(item, column, width)),
    ]),
    ...endOfHelp(parts, width),
  ].join("\n");
}

function itemIn([term, description]: HelpItem, column: number, width: number): string {
  const indented = " ".repeat(INDENT) + term;
  if (width - column >= LEAST_BESIDE) return indented.padEnd(column) + hanging(description, width, column);
  return `${indented}\n${" ".repeat(BELOW)}${hanging(description, width, BELOW)}`;
}

/** The last part of a command's help: examples, one per line, and notes. */
function endOfHelp({ examples, notes }: HelpParts, width: number): readonly string[] {
  const place = examples.every(({ line }) => INDENT + line.length <= width) ? "beside" : "below";
  return [
    ...(examples.length > 0 ? ["", "Examples:", ...examples.map((one) => exampleIn(one, width, place))] : []),
    ...notes.flatMap((part) => ["", ...paragraph(part, width)]),
  ];
}

/** What an example does stands beside it, or below it where that would not fit. */
function exampleIn({ command, line, words }: HelpExample, width: number, place: "beside" | "below"): string {
  if (place === "beside" || !words) return " ".repeat(INDENT) + line;
  return `${" ".repeat(INDENT)}${command}\n${" ".repeat(BELOW)}${hanging(words, width, BELOW)}`;
}

/** Notes are wrapped like the rest, but for the lines of a file, which are indented. */
function paragraph(lines: string, width: number): readonly string[] {
  const parts = /^ /m.test(lines) ? lines.split("\n") : [lines];
  return parts.flatMap((part) => (part.startsWith(" ") ? part : wordsIn(part, Math.min(width, UNTOLD_WIDTH))));
}

/** A text whose further lines stand under its first, which begins at `column`. */
function hanging(text: string, width: number, column: number): string {
  return wordsIn(text, width - column).join(`\n${" ".repeat(column)}`);
}

/** Lines of at most `width` columns; a newline in the text is a blank like any other. */
function wordsIn(text: string, width: number): readonly string[] {
  return wrappedWords(text.trim().replace(/\s+/g, " "), width);
}
