import { test } from "bun:test";
import { type World, withSandbox } from "./world.ts";

/** Enough for a machine that does many other things. */
const TIMEOUT_MS = 60_000;

/** A test with a made-up AWS and a HOME of its own, beside others of its file; see {@link withSandbox}. */
export function worldTest(name: string, body: (world: World) => Promise<void>): void {
  test.concurrent(name, () => withSandbox(body), TIMEOUT_MS);
}

/** The same where it can run; elsewhere it is skipped, and its name says why. */
export function worldTestUnless(reason: string | undefined, name: string, body: (world: World) => Promise<void>): void {
  if (reason) test.skip(`${name} # SKIPPED: ${reason}`, () => {});
  else worldTest(name, body);
}
