import { printable } from "../../base/printable.ts";
import { cellsOf, padded } from "./cells.ts";
import { wrappedWords } from "./wrapped-words.ts";

const GAP = "  ";
/** In fewer columns, sentences are hard to read. */
const LEAST_BESIDE = 36;

/**
 * Names, and what is said about each: beside them in a column of its own, or below where there is no room. Nothing is
 * cut, since a sentence without its middle may say the opposite.
 */
export function besideOrBelow(rows: readonly (readonly [name: string, words: string])[], columns: number): string[] {
  const width = Math.max(...rows.map(([name]) => cellsOf(printable(name))), 0);
  const room = columns - width - GAP.length;
  return rows.flatMap(([name, words]) => {
    const shown = printable(name);
    if (!words) return [shown];
    if (room < LEAST_BESIDE) return [shown, ...wrappedWords(printable(words), columns - GAP.length).map(indented)];
    const margin = " ".repeat(width) + GAP;
    const [first = "", ...others] = wrappedWords(printable(words), room);
    return [padded(shown, width) + GAP + first, ...others.map((line) => margin + line)];
  });
}

function indented(line: string): string {
  return GAP + line;
}
