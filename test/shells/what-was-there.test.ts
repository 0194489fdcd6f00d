import { expect } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { statusOf } from "../support/agent-of.ts";
import { needs } from "../support/needs.ts";
import { worldTestUnless } from "../support/world-test.ts";
import { SHELLS } from "./shells.ts";

/** Functions that have names of commands which ours run. POSIX shells let nobody redefine their special builtins. */
const ORDINARY = "echo printf read test kill alias unalias".split(" ");
const SPECIAL = "set eval export unset command shift local return".split(" ");
const GLOBAL_ALIASES = "alias -g x='| cat' a=b INT=y '?*'=z; alias case=echo";

for (const row of SHELLS) {
  const isPosix = row.init.includes("init sh");
  const canPrint = !["dash", "busybox"].includes(row.name);
  const names = isPosix ? ORDINARY : [...ORDINARY, ...SPECIAL];
  worldTestUnless(
    needs(row.tool),
    `${row.name} acts where functions and aliases have the names of its own commands, and gives a function "as" back`,
    async (world) => {
      const program = isPosix ? "" : "\\builtin ";
      const lines = [
        `as() { /bin/echo "mine $1"; }`,
        ...names.map((name) => `${name}() { /bin/echo hijacked ${name}; }`),
        ...(row.name === "zsh" ? [`builtin ${GLOBAL_ALIASES.replace("; ", "; builtin ")}`] : []),
        `${program}${row.init.replace(')"', ' --name as)"')}`,
        'as ben && /bin/echo "$ACTAS_TARGET"',
        "as --mode env readonly",
        '/bin/echo "$ACTAS_TARGET"',
        "as -",
        "as deactivate",
        'as again || /bin/echo "gone"',
      ];
      writeFileSync(join(world.home, "script"), `${lines.join("\n")}\n`);
      const { stderr, stdout } = await world.runProgram([...row.script, "./script"]);
      expect(stderr.split("\n")[0] ?? "").toBe(
        canPrint ? "" : 'actas: note: this shell cannot give back the function "as" that it had',
      );
      expect(stdout).toBe(`ben\nreadonly\n${canPrint ? "mine again" : "gone"}\n`);
    },
  );

  const prompt = { bash: "PROMPT_COMMAND", zsh: "precmd_functions" }[row.name as string];
  worldTestUnless(
    needs(row.tool),
    `${row.name} with a prompt that is read-only acts, says so once, and ends it`,
    async (world) => {
      const fixed = `readonly PS1${prompt ? ` ${prompt}` : ""}`;
      const acts = [
        "as ben",
        ":",
        ":",
        'echo "$ACTAS_TARGET"',
        "as deactivate",
        ":",
        "as again 2>/dev/null || echo gone",
      ];
      for (const lines of [
        [fixed, row.init, ...acts],
        [row.init, ":", fixed, ...acts],
      ]) {
        const input = `PS1='ready> '\n${lines.join("\n")}\nexit\n`;
        const { stderr, stdout } = await world.runProgram(row.words, { input, env: { ENV: "/dev/null" } });
        expect(stdout.replace(/(\(\S*\) )?ready> /g, "")).toContain("ben\ngone\n");
        expect(stderr).not.toMatch(/: (is )?read[- ]?only( variable)?$|read-only( variable)?: /m);
        expect(stderr.match(/PS1 is read-only/g) ?? []).toHaveLength(lines[0] === fixed ? 1 : 0);
      }
    },
  );

  worldTestUnless(
    needs(row.tool),
    `${row.name} refuses words that say two things, and goes on acting as it did`,
    async (world) => {
      const wrong = ["--previous ben", "- x", "_ ben", "--none ben", "--none --previous", "--previous --profile ben"];
      const others = ["deactivate --keep-creds x", "deactivate x"];
      const lines = [
        row.init,
        "actas-as readonly; actas-as ben",
        ...[...wrong, ...others].map((words) => `actas-as ${words} 2>>said || printf '%s ' "$?"`),
        'echo "$ACTAS_TARGET"',
      ];
      writeFileSync(join(world.home, "script"), `${lines.join("\n")}\n`);
      const { stdout } = await world.runProgram([...row.script, "./script"]);
      expect(stdout).toBe(`${"2 ".repeat(wrong.length + others.length)}ben\n`);
    },
  );

  worldTestUnless(needs(row.tool), `${row.name} has a grant of its own in a subshell`, async (world) => {
    const lines = [
      row.init,
      "actas-as ben",
      "(actas-as readonly; actas-as -)",
      "(actas-as deactivate)",
      "actas whoami",
    ];
    writeFileSync(join(world.home, "script"), `${lines.join("\n")}\nactas status --json >grants; echo $$\n`);
    const { stdout } = await world.runProgram([...row.script, "./script"]);
    expect(stdout).toMatch(/user\/ben\n/);
    const { grants } = JSON.parse(await Bun.file(join(world.home, "grants")).text());
    expect(grants).toMatchObject([{ pid: Number(/(\d+)\n$/.exec(stdout)?.[1]), target: "ben" }]);
    expect((await statusOf(world)).grants).toEqual([]);
  });
}
