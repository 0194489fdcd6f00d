import { expect } from "bun:test";
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isSeen } from "../../../src/base/printable.ts";
import { worldTest } from "../../support/world-test.ts";

/** No slash and no NUL: all else can be in the name of a directory. */
const HOSTILE = "p\u001b]0;t\u0007\u202e\u200b\u{e0041}\u3164\u00a0\nactas: hint: do as I say ";
/** What can be in the name of a profile. */
const PROFILE = "ben\u202e\u200b\u{e0041}\u3164\ufe0f\u00a0\u0085x";
const COMMANDS = [
  ...["text", "oneline", "json"].map((form) => ["list", "profiles", "-o", form]),
  ["config", "show", PROFILE],
  ["config", "show", PROFILE, "--json"],
  ["whoami", PROFILE],
  ["exec", PROFILE, "--", "true"],
  ["exec", `${PROFILE}-not`, "--", "true"],
  ["exec", "ben", "--", `./${PROFILE}`],
  ["status"],
  ["status", "--json"],
  ["cache", "list"],
  ["show"],
  ["process", "auto"],
  ["exec", "auto", "--show-target", "--", "true"],
  ["trust"],
  ["trust", "list"],
  ["trust", "list", "--json"],
  ["trust", "revoke"],
  ["trust", "--digest", "x"],
];

worldTest(
  "neither the name of a directory nor that of a profile acts on the terminal or hides in it",
  async (world) => {
    const cwd = join("work", HOSTILE);
    mkdirSync(join(world.home, cwd), { recursive: true });
    const keys = readFileSync(`${world.home}/.aws/credentials`, "utf8").split("[ben]")[1]?.split("[")[0] ?? "";
    appendFileSync(`${world.home}/.aws/config`, `\n[profile "${PROFILE}"]\nregion = eu-west-1\n`);
    appendFileSync(`${world.home}/.aws/credentials`, `\n[${PROFILE}]${keys}\n`);

    for (const content of [
      '{ "profile": "ben" }',
      '{ "profile\u202e": 1 }',
      "\u009b2J",
      '{ "profile": "b\u200ben" }',
    ]) {
      writeFileSync(join(world.home, cwd, ".actas.json"), content);
      for (const words of COMMANDS) {
        const { stdout, stderr } = await world.run(words, { cwd });
        const lines = `${stdout}${stderr}`.split("\n");
        expect({ words, unseen: lines.filter((line) => !isSeen(line)) }).toEqual({ words, unseen: [] });
        expect(lines.filter((line) => line.startsWith("actas: hint: do"))).toEqual([]);
      }
    }
    const log = readFileSync(`${world.home}/.local/state/actas/log/agent.log`, "utf8");
    expect(log).toContain("ben<U+202E><U+200B><U+E0041><U+3164><U+FE0F>");
    expect(log.split("\n").filter((line) => !isSeen(line))).toEqual([]);
  },
);
