import { printable } from "../../base/printable.ts";
import { isTerminal } from "../../system/terminal/is-terminal.ts";
import { writeBytes } from "../../system/write-bytes.ts";
import { wantsColours } from "./wants-colours.ts";

const STDERR = 2;

/** Writes a printable line for people to standard error: complete, at once, and without the runtime's own colours. */
export function say(line: string): void {
  write(printable(line));
}

/** Reports a problem. */
export function sayError(message: string): void {
  write(`actas: ${red("error:")} ${printable(message)}`);
}

/** Whether standard error is a terminal: progress is shown only there. */
export function peopleAreWatching(): boolean {
  return isTerminal(STDERR);
}

function write(line: string): void {
  // It fails where standard error is closed, and then there is no way to tell.
  writeBytes(STDERR, `${line}\n`);
}

/** `text` in red on a terminal, unless the user has disabled colours. */
function red(text: string): string {
  return isTerminal(STDERR) && wantsColours() ? `\u001b[31m${text}\u001b[39m` : text;
}
