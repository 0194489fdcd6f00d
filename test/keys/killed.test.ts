import { expect } from "bun:test";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { keyringTest } from "../support/keyring-test.ts";
import { killedRun } from "../support/killed-run.ts";

/** Bounded by the time that it takes on a busy machine. */
const LIMIT_MS = 25_000;
const MOST = 100;

keyringTest(
  "an import that is killed at any moment loses no key, and goes on when it is run again",
  async (world, env) => {
    const secret = world.sandbox.accounts.users[1]!.secretAccessKey;
    const files = ["config", "credentials"].map((name) => join(world.home, ".aws", name));
    const before = files.map((file) => readFileSync(file, "utf8"));
    const usual = await millisecondsOf(() => world.run(["keys", "import", "ben"], { env }));
    let kills = 0;
    for (const end = Date.now() + LIMIT_MS; kills < MOST && Date.now() < end; kills++) {
      for (const [index, file] of files.entries()) writeFileSync(file, before[index] ?? "");
      await killedRun(world, ["keys", "import", "ben"], Math.random() * usual * 1.2, env);
      const { stdout } = await world.run(["keys", "export", "ben"], { env });
      const isPlain = readFileSync(files[1] ?? "", "utf8") === before[1];
      expect({ kills, kept: isPlain || stdout.includes(secret) }).toEqual({ kills, kept: true });
      const again = await world.run(["keys", "import", "ben"], { env });
      expect(again.status).toBe(0);
      expect(readFileSync(files[1] ?? "", "utf8")).not.toContain(secret);
      expect((await world.run(["keys", "export", "ben"], { env })).stdout).toContain(secret);
    }
    expect(kills).toBeGreaterThan(5);
    // They are younger than what is removed with the next change.
    const folder = join(world.home, ".aws");
    for (const name of readdirSync(folder)) if (/\.[\da-f-]{36}\.new$/.test(name)) rmSync(join(folder, name));
  },
);

async function millisecondsOf(action: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await action();
  return performance.now() - begin;
}
