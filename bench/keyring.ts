import { KEYRING_TOOLS, withKeyring } from "../test/support/keeping-world.ts";
import { needs } from "../test/support/needs.ts";
import { PROGRAM } from "../test/support/program.ts";
import { against } from "./against.ts";
import type { Result } from "./result.ts";
import { interleave } from "./statistics.ts";
import { timeOf } from "./time-of.ts";

const ROUNDS = 30;
/** It also loads the broker, and starts a process that loads libsecret and asks over D-Bus. */
const MOST = 5;

/** What `process --no-agent` costs with what the keyring keeps, against a command that reads the same profiles. */
export async function measureKeyring(): Promise<readonly Result[]> {
  const reason = needs(...KEYRING_TOOLS);
  if (reason) return [{ name: `\`process --no-agent\` from the keyring: ${reason}`, measured: "" }];
  const results: Result[] = [];
  await withKeyring(async ({ world, env }) => {
    await world.run(["process", "--no-agent", "--otp", await world.code(), "staging"], { env });
    const command = (...words: string[]): string[] => [
      ...["/usr/bin/env", `DBUS_SESSION_BUS_ADDRESS=${env.DBUS_SESSION_BUS_ADDRESS}`, PROGRAM],
      ...words,
    ];
    const { kept, read } = await interleave(ROUNDS, {
      kept: () => timeOf(world, command("process", "--no-agent", "staging")),
      read: () => timeOf(world, command("config", "show", "staging")),
    });
    const name = "`process --no-agent` from the keyring";
    results.push(against({ name, times: kept }, { name: "`config show`", times: read }, MOST));
  });
  return results;
}
