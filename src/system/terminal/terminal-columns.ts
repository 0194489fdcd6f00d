import { isTerminal } from "./is-terminal.ts";
import { terminalSize } from "./terminal-size.ts";

const STDOUT = 1;
const STDERR = 2;

/** How wide the terminal of an output is. Without one there is no limit: programs get every line whole. */
export function terminalColumns(output: typeof STDOUT | typeof STDERR = STDOUT): number {
  return isTerminal(output) ? terminalSize().columns : Number.POSITIVE_INFINITY;
}
