import { expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { withSandbox } from "../support/world.ts";

test("nothing in the working directory acts on actas: no .env, no bunfig.toml, no package.json", async () => {
  await withSandbox(async (world) => {
    const folder = join(world.home, "cloned");
    await mkdir(folder);
    await Bun.write(join(folder, ".env"), "AWS_REGION=xx-evil-1\nFROM_DOTENV=yes\n");
    await Bun.write(join(folder, "bunfig.toml"), 'preload = ["./evil.ts"]\n');
    await Bun.write(join(folder, "package.json"), '{"type": "module"}');
    await Bun.write(join(folder, "evil.ts"), `await Bun.write(${JSON.stringify(join(folder, "ran"))}, "");`);
    for (const args of [["--version"], ["agent", "start"], ["exec", "readonly", "--", "env"], ["status"]]) {
      const { status, stdout, stderr } = await world.run(args, { cwd: "cloned" });
      expect(status, stderr).toBe(0);
      expect(stdout).not.toMatch(/FROM_DOTENV|xx-evil-1/);
    }
    expect(existsSync(join(folder, "ran"))).toBe(false);
  });
});
