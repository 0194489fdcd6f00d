import { expect } from "bun:test";
import { ROOT } from "../support/program.ts";
import { runCommand } from "../support/run-command.ts";

/** What the tests of a file in `in-own-network/` need besides their clients. */
export const OWN_NETWORK = ["root", "unshare", "ip"] as const;

/** The device for network devices may be missing in a container. */
const SCRIPT = `ip link set lo up
[ -e /dev/net/tun ] || { mkdir -p /dev/net && mount -t tmpfs tun /dev/net && mknod /dev/net/tun c 10 200; }
exec "$@"`;

/**
 * Runs the tests of a file in a network of its own, with nothing but loopback, so that the machine's own metadata service
 * is not touched, and no other test either.
 */
export async function passesInOwnNetwork(file: string, limitMs: number): Promise<void> {
  const test = [process.execPath, "test", `--timeout=${limitMs}`, `./test/imds/in-own-network/${file}.ts`];
  const command = ["unshare", "--net", "--mount", "--", "sh", "-c", SCRIPT, "sh", ...test];
  const outcome = await runCommand(command, {
    cwd: ROOT,
    environment: { ...process.env } as Record<string, string>,
    limitMs,
  });
  expect(outcome.stderr, outcome.stdout).toMatch(/^ [1-9]\d* pass\n( \d+ skip\n)? 0 fail$/m);
  expect(outcome.status).toBe(0);
}
