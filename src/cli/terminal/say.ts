import { writeSync } from "node:fs";
import { isatty } from "node:tty";
import { printable } from "../../base/printable.ts";
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
  return isatty(STDERR);
}

function write(line: string): void {
  try {
    writeSync(STDERR, `${line}\n`);
  } catch {
    // Standard error is closed, so there is no way to tell.
  }
}

/** `text` in red on a terminal, unless the user has disabled colours. */
function red(text: string): string {
  return isatty(STDERR) && wantsColours() ? `\u001b[31m${text}\u001b[39m` : text;
}
