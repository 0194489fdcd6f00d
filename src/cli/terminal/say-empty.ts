import { isTerminal } from "../../system/terminal/is-terminal.ts";
import { say } from "./say.ts";

const STDOUT = 1;

export const NO_SOURCES = "no sources; `actas setup` adds one, `actas sandbox` is for trying things out";

export const NONE_MATCHES = "none matches; without `--account`, `--role` and `--search` all are listed";

/** Says why a list is empty and what to do. A program that reads the list sees that it is empty. */
export function sayEmpty(line: string): void {
  if (isTerminal(STDOUT)) say(`actas: ${line}`);
}
