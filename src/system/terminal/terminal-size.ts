import { openSync } from "node:fs";
import { WriteStream } from "node:tty";

/** Of terminals that do not say how large they are, as the first ones were. */
const UNTOLD: TerminalSize = { columns: 80, rows: 24 };

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** The size of the terminal of this process. A process can write to a terminal that is not its own, as below setsid(1). */
export function terminalSize(): TerminalSize {
  const terminal = openTerminal();
  if (terminal === undefined) return UNTOLD;
  const stream = new WriteStream(terminal);
  const { columns, rows } = stream;
  stream.destroy();
  return { columns: columns || UNTOLD.columns, rows: rows || UNTOLD.rows };
}

function openTerminal(): number | undefined {
  try {
    return openSync("/dev/tty", "w");
  } catch {
    return undefined;
  }
}
