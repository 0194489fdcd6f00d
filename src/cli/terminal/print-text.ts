import { printable } from "../../base/printable.ts";
import { printLines } from "../../system/print.ts";
import { terminalColumns } from "../../system/terminal/terminal-columns.ts";
import { fittedLine } from "../text/wrapped-words.ts";

/**
 * Prints lines for people to standard output, wrapped to the width of a terminal there. Programs get each line whole.
 *
 * @throws as `print()`
 */
export function printText(lines: readonly string[]): void {
  const columns = terminalColumns();
  const fitted = (line: string): string[] => fittedLine(printable(line), columns).split("\n");
  printLines(columns === Number.POSITIVE_INFINITY ? lines : lines.flatMap(fitted));
}
