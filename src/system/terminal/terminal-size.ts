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
  // It takes milliseconds to load, which only people wait for. There is no other way: ioctl(2) takes its arguments in a
  // way that the runtime cannot call on every machine.
  const { WriteStream } = process.getBuiltinModule("node:tty");
  const stream = new WriteStream(terminal);
  const { columns, rows } = stream;
  stream.destroy();
  return { columns: columns || UNTOLD.columns, rows: rows || UNTOLD.rows };
}

function openTerminal(): number | undefined {
  try {
    return process.getBuiltinModule("node:fs").openSync("/dev/tty", "w");
  } catch {
    return undefined;
  }
}
