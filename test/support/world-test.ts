import { test } from "bun:test";
import { type World, withSandbox } from "./world.ts";

/** Enough for a busy machine. */
const TIMEOUT_MS = 60_000;

/** A test with its own made-up AWS and HOME, parallel to others in its file; see {@link withSandbox}. */
export function worldTest(name: string, body: (world: World) => Promise<void>, limitMs = TIMEOUT_MS): void {
  test.concurrent(name, () => withSandbox(body), limitMs);
}

/** The same, but skipped if it cannot run here; its name says why. */
export function worldTestUnless(
  reason: string | undefined,
  name: string,
  body: (world: World) => Promise<void>,
  limitMs?: number,
): void {
  if (reason) test.skip(`${name} # SKIPPED: ${reason}`, () => {});
  else worldTest(name, body, limitMs);
}
