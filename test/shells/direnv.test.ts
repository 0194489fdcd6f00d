import { expect } from "bun:test";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { needs } from "../support/needs.ts";
import { ROOT } from "../support/program.ts";
import { worldTestUnless } from "../support/world-test.ts";

const guide = readFileSync(join(ROOT, "docs/guides/in-your-shell.md"), "utf8");
const [, ENVRC = ""] = /```text\n(watch_file [\s\S]*?)```/.exec(guide) ?? [];

worldTestUnless(
  needs("direnv", "bash"),
  "the .envrc of the docs acts as the project's role, once it is trusted",
  async (world) => {
    const cwd = "work";
    mkdirSync(join(world.home, cwd));
    writeFileSync(join(world.home, cwd, ".actas.json"), '{ "profile": "ben" }');
    writeFileSync(join(world.home, cwd, ".envrc"), ENVRC);
    expect(ENVRC).not.toBe("");
    await world.runProgram(["direnv", "allow"], { cwd });
    const show = ["direnv", "exec", ".", "sh", "-c", 'echo "$ACTAS_TARGET, $(echo "$AWS_ACCESS_KEY_ID" | cut -c1-4)"'];
    const untrusted = await world.runProgram(show, { cwd });
    expect(untrusted).toMatchObject({ stdout: ", \n", stderr: expect.stringContaining("actas trust") });

    await using session = world.terminal(["trust"], { cwd });
    await session.waitFor(/trust it until it changes/);
    session.type("y");
    expect(await session.exited).toBe(0);
    expect(await world.runProgram(show, { cwd })).toMatchObject({ status: 0, stdout: "ben, ASIA\n" });
  },
);
