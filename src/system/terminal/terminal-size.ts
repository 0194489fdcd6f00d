import { openSync } from "node:fs";
import { WriteStream } from "node:tty";

/** Of terminals that do not say how large they are, as the first ones were. */
const UNTOLD: TerminalSize = { columns: 80, rows: 24 };

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** The size of the terminal of this process. */
export function terminalSize(): TerminalSize {
  const stream = new WriteStream(openSync("/dev/tty", "w"));
  const { columns, rows } = stream;
  stream.destroy();
  return { columns: columns || UNTOLD.columns, rows: rows || UNTOLD.rows };
}
