import { expect } from "bun:test";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { needs, pathOf } from "../support/needs.ts";
import { ROOT } from "../support/program.ts";
import { worldTestUnless } from "../support/world-test.ts";

const guide = readFileSync(join(ROOT, "docs/guides/in-your-shell.md"), "utf8");
const [, ENVRC = "", EXPORT = ""] = /```text\n(watch_file .*\n(eval .*\n))```/.exec(guide) ?? [];
const [, SOURCE = "", TABLE = ""] =
  /second line goes into a file `actas.sh`, and `(.*)` below\n`(\[env\])`/.exec(guide) ?? [];

const TOOLS = [
  {
    tool: "direnv",
    files: { ".envrc": ENVRC },
    trust: ["allow"],
    exec: ["exec", "."],
  },
  {
    tool: "mise",
    files: { "actas.sh": EXPORT, "mise.toml": `${TABLE}\n${SOURCE}\n` },
    trust: ["trust", "--quiet"],
    exec: ["exec", "--"],
  },
];

for (const { exec, files, tool, trust } of TOOLS) {
  worldTestUnless(
    needs(tool, "bash"),
    `what the docs have for ${tool} acts as the project's role, once its file is trusted`,
    async (world) => {
      const cwd = "work";
      mkdirSync(join(world.home, cwd));
      writeFileSync(join(world.home, cwd, ".actas.json"), '{ "profile": "ben" }');
      for (const [name, text] of Object.entries(files)) {
        expect(text).toContain("actas");
        writeFileSync(join(world.home, cwd, name), text);
      }
      const program = pathOf(tool) ?? tool;
      await world.runProgram([program, ...trust], { cwd });
      const print = 'echo "$ACTAS_TARGET, $(echo "$AWS_ACCESS_KEY_ID" | cut -c1-4)"';
      const show = [program, ...exec, "sh", "-c", print];
      const untrusted = await world.runProgram(show, { cwd });
      expect(untrusted).toMatchObject({ stdout: ", \n", stderr: expect.stringContaining("actas trust") });

      await using session = world.terminal(["trust"], { cwd });
      await session.waitFor(/trust it until it changes/);
      session.type("y");
      expect(await session.exited).toBe(0);
      expect(await world.runProgram(show, { cwd })).toMatchObject({ status: 0, stdout: "ben, ASIA\n" });
    },
  );
}
