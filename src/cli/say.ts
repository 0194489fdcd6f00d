import { writeSync } from "node:fs";
import { isatty } from "node:tty";

const STDERR = 2;

/** Writes a line for people to standard error: complete, at once, and without colours of the runtime's own. */
export function say(line: string): void {
  try {
    writeSync(STDERR, `${line}\n`);
  } catch {
    // Standard error is closed: there is nobody to tell.
  }
}

/** `text` in red when people look at it and have not said NO_COLOR. @see https://no-color.org */
export function red(text: string): string {
  const wanted = isatty(STDERR) && !process.env.NO_COLOR && process.env.TERM !== "dumb";
  return wanted ? `\u001b[31m${text}\u001b[39m` : text;
}

/** Whether standard error is a terminal: progress is shown there and nowhere else. */
export function peopleAreWatching(): boolean {
  return isatty(STDERR);
}
