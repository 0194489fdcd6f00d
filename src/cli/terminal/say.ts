import { printable } from "../../base/printable.ts";
import { isTerminal } from "../../system/terminal/is-terminal.ts";
import { terminalColumns } from "../../system/terminal/terminal-columns.ts";
import { writeBytes } from "../../system/write-bytes.ts";
import { shortened } from "../text/cells.ts";
import { fittedLine } from "../text/wrapped-words.ts";
import { wantsColours } from "./wants-colours.ts";

const STDERR = 2;
const CLEAR_LINE = "\r\u001b[K";

/** Whether the last line on the terminal tells progress, and gives way to the next one. */
let isProgressShown = false;

/** Writes a printable line for people to standard error: complete, at once, and without the runtime's own colours. */
export function say(line: string): void {
  writeMessage(printable(line));
}

/** Reports a problem. */
export function sayError(message: string): void {
  writeMessage(`actas: ${red("error:")} ${printable(message)}`);
}

/** Whether standard error is a terminal: progress is shown only there. */
export function peopleAreWatching(): boolean {
  return isTerminal(STDERR);
}

/** Shows a line that gives way to the next one. */
export function sayForNow(line: string): void {
  eraseProgress();
  // In the last column the cursor would go on to a line that is not erased.
  writeBytes(STDERR, shortened(printable(line), terminalColumns(STDERR) - 1));
  isProgressShown = true;
}

export function eraseProgress(): void {
  if (isProgressShown) writeBytes(STDERR, CLEAR_LINE);
  isProgressShown = false;
}

/** Writes lines whose makers have made them printable, and may have added links. On a terminal they are wrapped. */
export function writeMessage(lines: string): void {
  eraseProgress();
  const columns = terminalColumns(STDERR);
  const fitted = lines.split("\n").map((line) => fittedLine(line, columns));
  // It fails where standard error is closed, and then there is no way to tell.
  writeBytes(STDERR, `${fitted.join("\n")}\n`);
}

/** `text` in bold red, which is easier to read on black than red alone, where colours are wanted. */
function red(text: string): string {
  return wantsColours(peopleAreWatching() ? "terminal" : "pipe") ? `\u001b[1;31m${text}\u001b[22;39m` : text;
}
