import { writeSync } from "node:fs";
import { isatty } from "node:tty";
import { printable } from "../../base/printable.ts";
import { wantsColours } from "./wants-colours.ts";

const STDERR = 2;

/** Writes a line for people to standard error: complete, at once, printable, and without colours of the runtime's own. */
export function say(line: string): void {
  write(printable(line));
}

/** Says what went wrong. */
export function sayError(message: string): void {
  write(`actas: ${red("error:")} ${printable(message)}`);
}

/** Whether standard error is a terminal: progress is shown there and nowhere else. */
export function peopleAreWatching(): boolean {
  return isatty(STDERR);
}

function write(line: string): void {
  try {
    writeSync(STDERR, `${line}\n`);
  } catch {
    // Standard error is closed: there is nobody to tell.
  }
}

/** `text` in red when people look at it and have not said that they want no colours. */
function red(text: string): string {
  return isatty(STDERR) && wantsColours() ? `\u001b[31m${text}\u001b[39m` : text;
}
