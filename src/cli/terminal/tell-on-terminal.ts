import { printable } from "../../base/printable.ts";
import { Terminal } from "../../system/terminal/terminal.ts";
import { terminalSize } from "../../system/terminal/terminal-size.ts";
import { fittedLine } from "../text/wrapped-words.ts";

/** Tells the user lines on the terminal of this process, whatever its standard files are, wrapped to its width. */
export function tellOnTerminal(lines: readonly string[]): void {
  using terminal = Terminal.open();
  if (!terminal) return;
  const { columns } = terminalSize();
  terminal.writeLines(lines.flatMap((line) => fittedLine(printable(line), columns).split("\n")));
}
