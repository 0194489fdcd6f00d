import { expect } from "bun:test";
import { existsSync, readdirSync } from "node:fs";
import { killAgent } from "./agent-of.ts";
import { keptIn, persistIn } from "./keeping-world.ts";
import type { TerminalSession } from "./terminal-session.ts";
import { until } from "./until.ts";
import { type World, withSandbox } from "./world.ts";

/** What the user of these tests chooses. */
export const CHOSEN = "correct horse";
export const OPEN = /passphrase of the sign-ins that are kept .*: /;
const CHOOSE = /choose a passphrase .*: /;
const AGAIN = /the same passphrase once more: /;

/** Gives a test its own sandbox, whose user keeps sign-ins in a file with a passphrase. */
export function withPassphrase(body: (world: World) => Promise<void>): Promise<void> {
  return withSandbox(async (world) => {
    world.knows(CHOSEN);
    await persistIn(world, "file");
    await body(world);
    await world.run(["agent", "stop"]);
  });
}

/** The files of what is kept. */
export function sealed(world: World): readonly string[] {
  const folder = keptIn(world, "file");
  return existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(".sealed")) : [];
}

/** The user chooses the passphrase, where a command asks for one. */
export async function choose(command: TerminalSession): Promise<void> {
  await command.waitFor(CHOOSE);
  command.type(CHOSEN);
  await command.waitFor(AGAIN);
  command.type(CHOSEN);
}

/** Has an MFA session kept, and no agent running. */
export async function keepSession(world: World): Promise<void> {
  const first = world.terminal(["process", "--otp", await world.code(), "staging"]);
  await choose(first);
  expect(await first.exited).toBe(0);
  await until("the session is kept", () => sealed(world).length === 1);
  await killAgent(world);
}
