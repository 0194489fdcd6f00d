import { expect } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { keyringTest } from "../support/keyring-test.ts";
import { killedRun } from "../support/killed-run.ts";
import { BEN, namedKey, works } from "./user-ben.ts";

/** Bounded by the time that it takes on a busy machine. */
const [LIMIT_MS, MOST] = [20_000, 40];

keyringTest("a way back that is killed at any moment goes on, and no key is lost", async (world, env) => {
  await world.settings({ newKeySeconds: 0 });
  await world.run(["keys", "import", "ben"], { env });
  let kills = 0;
  for (const end = Date.now() + LIMIT_MS; kills < MOST && Date.now() < end; kills++) {
    await world.run(["keys", "rotate", "--keep-old", "ben"], { env });
    await killedRun(world, ["keys", "rotate", "--undo", "ben"], Math.random() * 400, env);
    await works(world, env);
    // One that was killed at once has begun nothing, and one that was killed late has ended.
    await world.run(["keys", "rotate", "--undo", "ben"], { env });
    expect(namedKey(world)).toBe(BEN);
    await works(world, env);
  }
  expect(kills).toBeGreaterThan(3);
  expect((await world.run(["keys", "list"])).stdout.match(/AKIASANDBOX\w+ +ben /g)).toHaveLength(1);
});

keyringTest("a rotation does not go on from a way back that was begun, and says how to end it", async (world, env) => {
  await world.settings({ newKeySeconds: 0 });
  await world.run(["keys", "import", "ben"], { env });
  await world.run(["keys", "rotate", "--keep-old", "ben"], { env });
  const record = join(world.home, `.local/state/actas/access-keys/rotation-${BEN}.json`);
  const known = JSON.parse(readFileSync(record, "utf8")) as object;
  for (const [step, reason] of [
    ["taking-back", "taking it back was begun"],
    ["inactive", 'profile "ben" names the old key again'],
  ] as const) {
    writeFileSync(record, JSON.stringify({ ...known, step }));
    const config = join(world.home, ".aws/config");
    writeFileSync(config, readFileSync(config, "utf8").replace(/(actas_access_key_id = )\w+/, `$1${BEN}`));
    const { status, stderr } = await world.run(["keys", "rotate", "ben"], { env });
    expect(status).not.toBe(0);
    expect(stderr).toContain(`cannot go on with the rotation of ${BEN}: ${reason}`);
    expect(stderr).toContain("`actas keys rotate --undo ben` takes it back");
  }
  expect((await world.run(["keys", "rotate", "--undo", "ben"], { env })).stdout).toBe(
    `profile "ben" has ${BEN} again\n`,
  );
  await works(world, env);
});
