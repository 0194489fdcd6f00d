import { expect } from "bun:test";
import { join } from "node:path";
import { ROOT } from "../support/program.ts";
import { runCommand } from "../support/run-command.ts";

/** What the tests of a file in `in-own-network/` need besides their clients. */
export const OWN_NETWORK = ["root", "unshare", "ip"] as const;

const SCRIPT = `ip link set lo up && exec "$@"`;

/**
 * Runs the tests of a file in a network of its own, with nothing but loopback, so that the machine's own metadata service
 * is not touched, and no other test either.
 */
export async function passesInOwnNetwork(file: string, limitMs: number, words: readonly string[] = []): Promise<void> {
  const test = [process.execPath, "test", `--timeout=${limitMs}`, `./test/imds/in-own-network/${file}.ts`];
  const command = ["unshare", "--net", "--mount", "--", "sh", "-c", SCRIPT, "sh", ...words, ...test];
  const outcome = await runCommand(command, {
    cwd: ROOT,
    environment: { ...process.env } as Record<string, string>,
    limitMs,
  });
  expect(outcome.stderr, outcome.stdout).toMatch(/^ [1-9]\d* pass\n 0 fail$/m);
  expect(outcome.status).toBe(0);
}

/** The directory of these tests. */
export const HERE = join(ROOT, "test/imds");
