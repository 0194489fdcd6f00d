import { expect } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { keyringTest } from "../support/keyring-test.ts";
import { PROGRAM } from "../support/program.ts";
import type { World } from "../support/world.ts";

type Variables = Readonly<Record<string, string>>;
const BEN = "AKIASANDBOXBEN000001";
/** Bounded by the time that it takes on a busy machine. */
const [LIMIT_MS, MOST] = [20_000, 40];

keyringTest("a way back that is killed at any moment goes on, and no key is lost", async (world, env) => {
  await world.settings({ newKeySeconds: 0 });
  await world.run(["keys", "import", "ben"], { env });
  let kills = 0;
  for (const end = Date.now() + LIMIT_MS; kills < MOST && Date.now() < end; kills++) {
    await world.run(["keys", "rotate", "--keep-old", "ben"], { env });
    await killedUndo(world, env, Math.random() * 400);
    await works(world, env);
    // One that was killed at once has begun nothing, and one that was killed late has ended.
    await world.run(["keys", "rotate", "--undo", "ben"], { env });
    expect(namedIn(world)).toBe(BEN);
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

async function killedUndo(world: World, env: Variables, afterMs: number): Promise<void> {
  const child = Bun.spawn([PROGRAM, "keys", "rotate", "--undo", "ben"], {
    env: { ...world.environment, ...env },
    cwd: world.home,
    stdio: ["ignore", "ignore", "ignore"],
  });
  await Promise.race([Bun.sleep(afterMs), child.exited]);
  child.kill("SIGKILL");
  await child.exited;
}

async function works(world: World, env: Variables): Promise<void> {
  const { stderr, stdout } = await world.run(["whoami", "--no-agent", "ben"], { env });
  expect(`${stdout}${stderr}`).toContain("user/ben");
}

function namedIn({ home }: World): string {
  return /^actas_access_key_id = (\w+)$/m.exec(readFileSync(join(home, ".aws/config"), "utf8"))?.[1] ?? "";
}
