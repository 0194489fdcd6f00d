import { expect } from "bun:test";
import { mkdirSync } from "node:fs";
import { asOrdinaryUser, giveHomeAway, needsRoot } from "../support/ordinary-user.ts";
import { PROGRAM } from "../support/program.ts";
import { worldTest, worldTestUnless } from "../support/world-test.ts";

/** Runs commands of a shell in a directory that was deleted under it. */
const inDeleted = (script: string): string[] => ["sh", "-c", `mkdir gone && cd gone && rmdir ../gone && ${script}`];

const GONE = "the working directory was deleted\nactas: hint: `cd` into a directory that is there\n";

worldTest("where the working directory was deleted, every command works that does not depend on it", async (world) => {
  for (const words of [
    "process readonly",
    "process --no-agent readonly",
    "exec readonly -- true",
    "exec --mode env readonly -- true",
    "export readonly --quiet",
    "export --no-agent readonly --quiet",
    "whoami readonly",
    "status",
    "list profiles",
    "list sources",
    "cache list",
    "config show readonly",
    "agent restart",
    "agent stop",
    "agent start",
    "--help",
    "--version",
  ]) {
    const { status, stderr } = await world.runProgram(inDeleted(`exec actas ${words}`));
    expect({ words, status, stderr }).toEqual({ words, status: 0, stderr: "" });
  }
});

worldTest("a program starts in the directory that was deleted, and not in another", async (world) => {
  const { stdout } = await world.runProgram(inDeleted("exec actas exec readonly -- readlink /proc/self/cwd"));
  expect(stdout).toBe(`${world.home}/gone (deleted)\n`);
});

worldTest("what depends on the working directory says that it was deleted", async (world) => {
  for (const [words, status, action] of [
    ["exec auto -- touch ran", 125, 'use "auto"'],
    ["process auto", 1, 'use "auto"'],
    ["trust", 1, "find a project file"],
    ["trust .actas.json", 1, "find .actas.json"],
    ["setup org b.json", 1, "read b.json"],
  ] as const) {
    const outcome = await world.runProgram(inDeleted(`exec actas ${words}`));
    expect({ words, ...outcome }).toEqual({
      words,
      status,
      stdout: "",
      stderr: `actas: error: cannot ${action}: ${GONE}`,
    });
  }
  const relative = await world.runProgram(inDeleted("AWS_CONFIG_FILE=config exec actas process readonly"));
  expect(relative.stderr).toBe(`actas: error: cannot read config, which AWS_CONFIG_FILE names: ${GONE}`);
});

worldTestUnless(
  needsRoot(),
  "a working directory that this user may not look into is as good as another",
  async (world) => {
    giveHomeAway(world);
    mkdirSync(`${world.home}/closed`, { mode: 0o700 });
    const user = (words: readonly string[]) => world.runProgram(asOrdinaryUser([PROGRAM, ...words]), { cwd: "closed" });
    for (const words of [
      ["process", "readonly"],
      ["exec", "readonly", "--", "true"],
      ["whoami", "readonly"],
    ]) {
      expect(await user(words)).toMatchObject({ status: 0, stderr: "" });
    }
    // It may hold a project file; that cannot be found out.
    const auto = await user(["process", "auto"]);
    expect({ status: auto.status, stderr: auto.stderr }).toMatchObject({ status: 1 });
    expect(auto.stderr).toStartWith(`actas: error: cannot read ${world.home}/closed/.actas.json: permission denied\n`);
    await user(["agent", "stop"]);
  },
);
