import { type Command, Help, type HelpConfiguration } from "commander";
import { isTerminal } from "../../system/terminal/is-terminal.ts";
import type { CommandDefinition } from "../definitions/definition.ts";

/** At least as many columns must be left for what stands beside a name; else it stands below. */
const LEAST_BESIDE = 36;
/** Of help that no terminal shows. */
export const UNTOLD_WIDTH = 80;
const BELOW = 6;
const INDENT = 2;
const STDOUT = 1;
const GAP = 2;

/** As wide as the terminal, or as COLUMNS says; programs that read help get lines of 80. */
export async function helpWidth(): Promise<number> {
  const { COLUMNS = "" } = process.env;
  if (/^[1-9]\d{0,4}$/.test(COLUMNS)) return Number(COLUMNS);
  if (!isTerminal(STDOUT)) return UNTOLD_WIDTH;
  // It takes milliseconds to load, which only people wait for.
  const { terminalSize } = await import("../../system/terminal/terminal-size.ts");
  return terminalSize().columns;
}

/** How help looks: groups under headings, and descriptions wrapped under their column at any width. */
export const helpInOurManner: HelpConfiguration = {
  minWidthToWrap: 1,
  subcommandTerm: (command: Command) => command.name(),
  visibleCommands: withoutHelp,
  styleUsage(usage: string): string {
    return hanging(usage, this.helpWidth ?? UNTOLD_WIDTH, "Usage: ".length);
  },
  formatItem(term: string, termWidth: number, description: string, helper: Help): string {
    const indented = " ".repeat(INDENT) + term;
    if (!description) return indented;
    const width = helper.helpWidth ?? UNTOLD_WIDTH;
    const beside = INDENT + termWidth + GAP;
    if (width - beside >= LEAST_BESIDE) {
      return indented.padEnd(beside) + hanging(description, width, beside);
    }
    return `${indented}\n${" ".repeat(BELOW)}${hanging(description, width, BELOW)}`;
  },
};

/** The last part of a command's help: examples, one per line, and notes. */
export function endOfHelp(definition: Pick<CommandDefinition, "examples" | "notes">, width: number): string {
  const { examples = [], notes } = definition;
  const place = examples.every((line) => INDENT + line.length <= width) ? "beside" : "below";
  return [
    ...(examples.length > 0 ? ["", "Examples:", ...examples.map((line) => exampleIn(line, width, place))] : []),
    ...(notes ? ["", ...notes.split("\n\n").map((part) => paragraph(part, width))] : []),
  ].join("\n");
}

/** What an example does stands beside it, or below it where that would not fit. */
function exampleIn(line: string, width: number, place: "beside" | "below"): string {
  const [, command, words] = /^(.*?\S) {3,}(\S.*)$/.exec(line) ?? [];
  if (place === "beside" || !command || !words) return " ".repeat(INDENT) + line;
  return `${" ".repeat(INDENT)}${command}\n${" ".repeat(BELOW)}${hanging(words, width, BELOW)}`;
}

/** Notes are wrapped like the rest, but for the lines of a file, which are indented. */
function paragraph(lines: string, width: number): string {
  const parts = /^ /m.test(lines) ? lines.split("\n") : [lines];
  const wrapped = parts.flatMap((part) => (part.startsWith(" ") ? part : wordsIn(part, Math.min(width, UNTOLD_WIDTH))));
  return `${wrapped.join("\n")}\n`;
}

/** A text whose further lines stand under its first, which begins at `column`. */
function hanging(text: string, width: number, column: number): string {
  return wordsIn(text, width - column).join(`\n${" ".repeat(column)}`);
}

/** Lines of at most `width` columns, or of a single word. */
function wordsIn(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && longer.length <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** `actas help exec` works, but users expect `--help`. */
function withoutHelp(command: Command): Command[] {
  return new Help().visibleCommands(command).filter((one) => one.name() !== "help");
}
