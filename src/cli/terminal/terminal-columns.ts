import { isTerminal } from "../../system/terminal/is-terminal.ts";

const STDOUT = 1;

/** How wide the terminal on standard output is. Without one there is no limit: programs get every cell whole. */
export async function terminalColumns(): Promise<number> {
  if (!isTerminal(STDOUT)) return Number.POSITIVE_INFINITY;
  // It takes milliseconds to load, which only people wait for.
  return (await import("../../system/terminal/terminal-size.ts")).terminalSize().columns;
}
