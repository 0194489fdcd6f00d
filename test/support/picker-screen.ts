import { TerminalScreen } from "./terminal-screen.ts";
import type { TerminalSession, TerminalSize } from "./terminal-session.ts";
import type { World } from "./world.ts";

export interface OnScreen {
  readonly screen: TerminalScreen;
  readonly terminal: TerminalSession;
}

interface Options {
  /** Absent: `whoami --pick`. */
  readonly args?: readonly string[];
  /** The program to run instead of actas. */
  readonly program?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly size?: TerminalSize;
}

/** The picker on a screen, once its list is complete. */
export async function onScreen(world: World, options: Options = {}): Promise<OnScreen> {
  const { args = ["whoami", "--pick"], env = {}, program, size = { columns: 80, rows: 24 } } = options;
  const place = { env, size };
  const terminal = program ? world.terminalProgram(program, place) : world.terminal(args, place);
  const screen = new TerminalScreen(terminal, size);
  await screen.shows(/^ {2}\d+ of [1-9]\d*(?!\d*, reading)/m);
  return { screen, terminal };
}
