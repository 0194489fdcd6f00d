import { expect } from "bun:test";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { peersBeside } from "../../bench/peers.ts";
import { worldTest } from "../support/world-test.ts";

/** A peer that knows its version, gives no credentials, and runs commands. */
const STAND_IN = `#!/bin/sh
case "$1" in
  --version) echo 1.0 ;;
  exec) echo "$*" >> "$HOME/ran" ;;
  *) exit 1 ;;
esac
`;

worldTest("peers on PATH are run beside actas, others are named, and so is a command that fails", async (world) => {
  const folder = join(world.home, "peers");
  await Bun.write(join(folder, "aws-vault"), STAND_IN);
  chmodSync(join(folder, "aws-vault"), 0o755);
  const results = await peersBeside(world, folder, 3);
  expect(results.filter(({ measured }) => measured === "it is not on PATH").map(({ name }) => name)).toEqual(
    ["mairu", "granted", "aws-sso", "aws-runas"].map((name) => `beside ${name}`),
  );
  const found = results.filter(({ name }) => name.endsWith("beside aws-vault"));
  expect(found.map(({ name, ratio }) => ({ name, isMeasured: (ratio ?? 0) > 0 }))).toEqual([
    { name: "version, beside aws-vault", isMeasured: true },
    { name: "credential process, beside aws-vault", isMeasured: false },
    { name: "exec, beside aws-vault", isMeasured: true },
  ]);
  expect(found[1]?.measured).toBe("`aws-vault export --no-session --format=json readonly` fails here");
  expect(found[2]?.measured).toMatch(/^\d+\.\d ms \(p90 \d+\.\d\)$/);
  // Once to warm up, three rounds that do not count, and three that do.
  expect((await Bun.file(join(world.home, "ran")).text()).trim().split("\n")).toEqual(
    Array(7).fill("exec --no-session readonly -- /bin/true"),
  );
});
