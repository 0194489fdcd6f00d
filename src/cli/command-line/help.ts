import { isTerminal } from "../../system/terminal/is-terminal.ts";
import { terminalSize } from "../../system/terminal/terminal-size.ts";
import type { ArgumentDefinition, CommandDefinition, OptionDefinition } from "../definitions/definition.ts";
import { wrappedWords } from "../text/wrapped-words.ts";
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

/** What stands side by side: a name, and what it is. */
type Item = readonly [term: string, description: string];

const HELP: OptionDefinition = { flags: "-h, --help", words: "show help" };

/** The help of a command: groups under headings, and descriptions wrapped under their column at any width. */
export function helpText(subject: HelpSubject, width = UNTOLD_WIDTH): string {
  const { commands = [], definition, path, summary } = subject;
  const groups = new Map<string, Item[]>();
  const add = (heading: string, item: Item): void => void groups.set(heading, [...(groups.get(heading) ?? []), item]);
  for (const { name, words } of definition.arguments ?? []) if (words) add("Arguments", [bareName(name), words]);
  for (const option of [...(definition.options ?? []), HELP]) {
    if (!option.hidden) add(option.heading ?? "Options", [option.flags, descriptionOf(option)]);
  }
  for (const { heading = "Commands", name, summary } of commands) add(heading, [name, summary]);
  const column = INDENT + Math.max(...[...groups.values()].flat().map(([term]) => term.length)) + GAP;
  return [
    `Usage: ${hanging(`${path} ${usageOf(subject)}`, width, "Usage: ".length)}`,
    "",
    ...wordsIn(summary, width),
    ...[...groups].flatMap(([heading, items]) => [
      "",
      `${heading}:`,
      ...items.map((item) => itemIn(item, column, width)),
    ]),
    ...endOfHelp(definition, width),
  ].join("\n");
}

function usageOf({ commands = [], definition: { arguments: names = [], usage } }: HelpSubject): string {
  return (
    usage ?? ["[options]", ...(commands.length > 0 ? ["[command]"] : []), ...names.map(({ name }) => name)].join(" ")
  );
}

function bareName(name: ArgumentDefinition["name"]): string {
  return name.slice(1, -1).replace("...", "");
}

function descriptionOf({ choices, fallback, meanings, words = "" }: OptionDefinition): string {
  const facts = [
    ...(choices && !meanings ? [`choices: ${choices.map((choice) => `"${choice}"`).join(", ")}`] : []),
    ...(fallback === undefined ? [] : [`default: "${fallback}"`]),
  ];
  return facts.length > 0 ? `${words} (${facts.join(", ")})` : words;
}

function itemIn([term, description]: Item, column: number, width: number): string {
  const indented = " ".repeat(INDENT) + term;
  if (width - column >= LEAST_BESIDE) return indented.padEnd(column) + hanging(description, width, column);
  return `${indented}\n${" ".repeat(BELOW)}${hanging(description, width, BELOW)}`;
}

/** The last part of a command's help: examples, one per line, and notes. */
function endOfHelp({ examples = [], notes }: CommandDefinition, width: number): readonly string[] {
  const place = examples.every((line) => INDENT + line.length <= width) ? "beside" : "below";
  return [
    ...(examples.length > 0 ? ["", "Examples:", ...examples.map((line) => exampleIn(line, width, place))] : []),
    ...(notes ? notes.split("\n\n").flatMap((part) => ["", ...paragraph(part, width)]) : []),
  ];
}

/** What an example does stands beside it, or below it where that would not fit. */
function exampleIn(line: string, width: number, place: "beside" | "below"): string {
  const [, command, words] = /^(.*?\S) {3,}(\S.*)$/.exec(line) ?? [];
  if (place === "beside" || !command || !words) return " ".repeat(INDENT) + line;
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
