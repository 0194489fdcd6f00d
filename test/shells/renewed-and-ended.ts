import { expect } from "bun:test";
import type { World } from "../support/world.ts";
import { READY, type ShellAtTerminal } from "./shell-at-terminal.ts";

/** A quarter of it before the end, keys are due. */
const SHORT_SECONDS = 4;

/** Exports keys that end soon: the shell has others when these are due, and says so when there are none any more. */
export async function renewedAndEnded(shell: ShellAtTerminal, world: World): Promise<void> {
  await world.faults({ lifetimeSeconds: SHORT_SECONDS });
  await shell.types("as --refresh --mode env readonly", READY("readonly"));
  const first = await shell.value("AWS_ACCESS_KEY_ID");
  expect(first).toStartWith("ASIA");
  for (let tries = 0; (await shell.value("AWS_ACCESS_KEY_ID")) === first && tries < 100; tries++) await Bun.sleep(50);
  expect(await shell.value("AWS_ACCESS_KEY_ID")).not.toBe(first);
  await world.faults({ lifetimeSeconds: SHORT_SECONDS, serverError: "always" });
  await shell.types(`sleep ${SHORT_SECONDS}`, READY("readonly expired"));
  await shell.types("as -", READY("-"));
}
