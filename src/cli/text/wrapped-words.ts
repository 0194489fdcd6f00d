import { cellsOf } from "./cells.ts";

/** A word with the blanks before it. A command in backticks counts as one word, whatever blanks are in it. */
const WORD = /\s*(?:`[^`]*`|\S)+/g;

/** Further lines of a message stand under its text, not under `actas:`. */
const MESSAGE = /^actas: /;
/** A name and what it is: further lines stand under the latter. */
const NAMED = /^ *\S+(?: \S+)* {2,}(?=\S)/;
/** Fewer columns than this are too few for a sentence. */
const LEAST = 16;

/**
 * A text as lines of at most `columns` cells, broken between words only. A command is never broken: a shell would take
 * the newline for its end. A word that is longer has a line of its own, which the terminal breaks; then the text that is
 * copied from there is whole.
 */
export function wrappedWords(text: string, columns: number): readonly string[] {
  if (cellsOf(text) <= columns) return [text];
  const lines: string[] = [];
  for (const word of text.match(WORD) ?? []) {
    const longer = `${lines.at(-1)}${word}`;
    if (lines.length > 0 && cellsOf(longer) <= columns) lines[lines.length - 1] = longer;
    else lines.push(lines.length > 0 ? word.trimStart() : word);
  }
  return lines;
}

/**
 * A line of ours as it is shown in a terminal: wrapped by {@link wrappedWords}, further lines indented. An indented line
 * without any words about it is an address or a command to copy, and is left as it is, as is a name with a single word.
 */
export function fittedLine(line: string, columns: number): string {
  // No character takes more than two cells; and what programs read is as wide as it likes.
  if (2 * line.length <= columns || cellsOf(line) <= columns) return line;
  const [margin = ""] = /^ */.exec(line) ?? [];
  const [begin] = MESSAGE.exec(line) ?? NAMED.exec(line) ?? [];
  if (margin && !begin && !line.includes("`")) return line;
  if (begin?.endsWith("  ") && !line.slice(begin.length).includes(" ")) return line;
  const wanted = (begin ?? margin).length || 2;
  const indent = columns - wanted >= LEAST ? wanted : margin.length + 2;
  const [first = "", ...others] = wrappedWords(line, columns);
  if (others.length === 0) return line;
  const rest = wrappedWords(line.slice(first.length).trimStart(), columns - indent);
  return [first, ...rest.map((part) => " ".repeat(indent) + part)].join("\n");
}
