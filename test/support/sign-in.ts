import type { Behaviour } from "../../src/sandbox/control/person.ts";
import type { TerminalSession } from "./terminal-session.ts";
import type { World } from "./world.ts";

/** The short address that leads to a sign-in page. */
const ADDRESS = /http:\/\/127\.0\.0\.1:\d+\/auth\/[\w-]+/;

/** Permission sets and roles that the sandbox lends to Ana, by the name of their target. */
export const DEV = "corp:111122223333/Developer";
export const LENT = "contoso:dev";

/** Waits until a terminal shows the address to sign in at. */
export async function shownPage(terminal: TerminalSession): Promise<string> {
  return (await terminal.waitFor(ADDRESS))[0];
}

/** Signs in at the address that a terminal shows. */
export async function signInAt(terminal: TerminalSession, world: World, behaviour: Behaviour = {}): Promise<void> {
  await world.visit(await shownPage(terminal), behaviour);
}

/** Runs `actas login --again SOURCE` to its end, with a user who agrees. */
export async function login(world: World, source: string, behaviour: Behaviour = {}): Promise<void> {
  const terminal = world.terminal(["login", "--again", source, "--no-browser"]);
  await signInAt(terminal, world, behaviour);
  if ((await terminal.exited) !== 0) throw new Error(`cannot sign in to ${source}: ${terminal.screen}`);
}
