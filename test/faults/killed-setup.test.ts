import { expect } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { seeded } from "../seeded.ts";
import { killedRun } from "../support/killed-run.ts";
import { KILLS } from "../support/kills.ts";
import { removeUnfinished } from "../support/remove-unfinished.ts";
import { worldTest } from "../support/world-test.ts";

const pick = seeded(11);

/** Commands that write an AWS file, each with the words that do so. */
const COMMANDS = {
  "setup process": ["process", "readonly"],
  "setup profile": ["profile", "more", "arn:aws:iam::111122223333:role/ReadOnly", "--profile", "ben"],
} as const;

for (const name of ["setup process", "setup profile"] as const) {
  const words = COMMANDS[name];
  worldTest(
    `\`${name}\` that is killed at any moment leaves the config file as it was, or as it shall be`,
    async (world) => {
      const path = join(world.home, ".aws/config");
      const before = readFileSync(path, "utf8");
      const begun = performance.now();
      expect(await world.run(["setup", ...words])).toMatchObject({ status: 0 });
      const tookMs = performance.now() - begun;
      const after = readFileSync(path, "utf8");
      expect(after).not.toBe(before);
      const credentials = readFileSync(join(world.home, ".aws/credentials"), "utf8");
      const seen = { before: 0, after: 0 };
      for (let kill = 0; kill < KILLS[`in \`${name}\``]; kill++) {
        await Bun.write(path, before);
        await killedRun(world, ["setup", ...words], (pick(1000) / 1000) * tookMs);
        const text = readFileSync(path, "utf8");
        expect([before, after]).toContain(text);
        seen[text === before ? "before" : "after"]++;
        removeUnfinished(join(world.home, ".aws"));
      }
      expect(seen.before).toBeGreaterThan(0);
      await Bun.write(path, before);
      expect(await world.run(["setup", ...words])).toMatchObject({ status: 0 });
      expect(readFileSync(path, "utf8")).toBe(after);
      expect(readFileSync(join(world.home, ".aws/credentials"), "utf8")).toBe(credentials);
    },
  );
}
