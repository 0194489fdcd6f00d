import { writeSync } from "node:fs";
import { isatty } from "node:tty";

/** Characters that fit into a line, also of a narrow terminal. */
export const WIDTH = 80;

const STDOUT = 1;
const INDENT = "   ";
const RESET = "\u001b[0m";
const STYLES = { bold: "\u001b[1m", faint: "\u001b[2m", green: "\u001b[32m", red: "\u001b[31m" } as const;

/** What stands before a line that is typed into a shell. */
export const PROMPT = "$ ";

/** Characters that fit into a line of what a command printed. */
export const INNER_WIDTH = WIDTH - INDENT.length;

/**
 * Prints text as it is, complete and at once.
 *
 * @throws {Error} `EPIPE` or `EIO` when the reader has gone
 */
export function print(text: string): void {
  for (let rest = Buffer.from(text); rest.length > 0; ) {
    try {
      rest = rest.subarray(writeSync(STDOUT, rest));
    } catch (error) {
      // A pipe that is full for the moment, where the reader has made it non-blocking.
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
      Bun.sleepSync(5);
    }
  }
}

/** The head of a step. */
export function heading(text: string): void {
  print(`\n${styled("bold", text)}\n\n`);
}

/** Something that a command printed, or that stands in a file: moved in, lines of any length broken. */
export function quote(line: string): void {
  for (const part of line.match(new RegExp(`.{1,${INNER_WIDTH}}`, "gu")) ?? [""])
    print(`${`${INDENT}${part}`.trimEnd()}\n`);
}

/** A line that a person types after the prompt of a shell. */
export function command(line: string): void {
  print(`${INDENT}${styled("bold", `${PROMPT}${line.replaceAll("\n", `\n${INDENT}`)}`)}\n`);
}

/** A question, which is answered on the same line. */
export function asked(question: string): void {
  print(`${INDENT}${question}`);
}

/** The answer that a person types. */
export function typed(answer: string): void {
  print(`${styled("faint", answer)}\n`);
}

/** What a step has shown to be true. */
export function proven(text: string): void {
  print(`\n${styled("green", "ok")} ${text}\n`);
}

/** `text` in a style where people look at it and have not said NO_COLOR. @see https://no-color.org */
export function styled(style: keyof typeof STYLES, text: string): string {
  const wanted = isatty(STDOUT) && !process.env.NO_COLOR && process.env.TERM !== "dumb";
  return wanted ? `${STYLES[style]}${text}${RESET}` : text;
}
