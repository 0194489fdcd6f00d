import { expect } from "bun:test";
import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { callCounts, runningAgent } from "../support/agent-of.ts";
import { persistIn } from "../support/keeping-world.ts";
import { testWith } from "../support/needs.ts";
import { until } from "../support/until.ts";
import { withSandbox } from "../support/world.ts";

/** A pass that takes its time to write, longer than an agent that is idle needs for anything. */
const SLOW = `#!/bin/sh
for entry; do :; done
file="$HOME/passes/\${entry##*/}"
case "$1" in
  insert) sleep 3; mkdir -p "$HOME/passes"; cat >"$file" ;;
  show) [ -f "$file" ] || { echo "Error: $entry is not in the password store." >&2; exit 1; }; cat "$file" ;;
  rm) rm -f "$file" ;;
esac
`;

for (const how of ["`agent stop`", "SIGTERM"]) {
  testWith({ tools: [] }, `an agent that ends by ${how} first writes what has changed, to a slow keyring too`, () =>
    withSandbox(async (world) => {
      await persistIn(world, "pass");
      const bin = join(world.home, "slow");
      mkdirSync(bin);
      await Bun.write(join(bin, "pass"), SLOW);
      chmodSync(join(bin, "pass"), 0o755);
      const env = { PATH: `${bin}:${world.environment.PATH}` };
      expect((await world.run(["process", "--otp", await world.code(), "staging"], { env })).status).toBe(0);
      const pid = (await runningAgent(world))?.agent.pid ?? 0;
      if (how === "SIGTERM") process.kill(pid, "SIGTERM");
      else expect(await world.run(["agent", "stop"])).toMatchObject({ status: 0, stderr: "" });
      await until("it has ended", () => !isThere(pid));
      expect(await world.run(["process", "staging"], { env })).toMatchObject({ status: 0, stderr: "" });
      expect(await callCounts(world)).toMatchObject({ GetSessionToken: 1 });
    }),
  );
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
