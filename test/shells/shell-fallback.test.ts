import { expect } from "bun:test";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { HOSTILE_VALUES } from "../support/hostile-values.ts";
import { needs, pathOf } from "../support/needs.ts";
import type { World } from "../support/world.ts";
import { worldTest, worldTestUnless } from "../support/world-test.ts";

const POSIX = `alias ll='printf "alias %s\\n"'\nshown() { printf 'function %s\\n' "$@"; }\n`;
const FISH = `alias ll 'printf "alias %s\\n"'\nfunction shown; printf 'function %s\\n' $argv; end\n`;
const POSIX_WHOM = `whom() { sh -c 'echo "$ACTAS_TARGET"; exit 7'; }\n`;
const FISH_WHOM = `function whom; sh -c 'echo "$ACTAS_TARGET"; exit 7'; end\n`;

interface Row {
  /** What SHELL names it. */
  readonly shell: string;
  readonly tool: string;
  readonly file: string;
  readonly text: string;
}

const SHELLS: readonly Row[] = [
  { shell: "bash", tool: "bash", file: ".bashrc", text: POSIX },
  { shell: "zsh", tool: "zsh", file: ".zshrc", text: POSIX },
  { shell: "fish", tool: "fish", file: ".config/fish/config.fish", text: FISH },
  { shell: "ksh93", tool: "ksh93", file: ".kshrc", text: POSIX },
  { shell: "mksh", tool: "mksh", file: ".mkshrc", text: POSIX },
  { shell: "dash", tool: "dash", file: ".shinit", text: POSIX },
  { shell: "ash", tool: "busybox", file: ".shinit", text: POSIX },
];

/** Gives the user's home a shell with an alias and a function; returns the variables that make it the user's. */
function withShell(world: World, { shell, tool, file, text }: Row): Readonly<Record<string, string>> {
  const path = join(world.home, "shells", shell);
  for (const folder of [dirname(path), dirname(join(world.home, file))]) mkdirSync(folder, { recursive: true });
  symlinkSync(pathOf(tool) ?? "", path);
  writeFileSync(join(world.home, file), text);
  return { SHELL: path, ENV: join(world.home, file) };
}

for (const row of SHELLS) {
  worldTestUnless(
    needs(row.tool),
    `${row.shell} runs its aliases and functions, and parses no argument`,
    async (world) => {
      const env = withShell(world, row);
      const run = (...words: readonly string[]) =>
        world.run(["exec", "--shell-fallback", "ben", "--", ...words], { env });

      const alias = await run("ll", "-x", "a b", "$(touch hit)");
      // The ash of busybox says first what it is.
      expect(alias.stdout).toEndWith("alias -x\nalias a b\nalias $(touch hit)\n");
      const values = HOSTILE_VALUES.filter((value) => value !== "" && !value.includes("\n"));
      const { stdout } = await run("shown", ...values);
      expect(stdout.split("\n").slice(-values.length - 1, -1)).toEqual(values.map((value) => `function ${value}`));
      // The credentials reach what the function runs, and its status comes back.
      writeFileSync(join(world.home, row.file), row.shell === "fish" ? FISH_WHOM : POSIX_WHOM);
      expect(await run("whom")).toMatchObject({ status: 7, stdout: expect.stringMatching(/^ben\n$/m) });

      const name = "x;touch hit;`touch hit`$(touch hit)&touch hit|\"'";
      for (const words of [
        [name],
        ["x\ntouch hit"],
        ["{", "touch", "hit", "}"],
        ["!", "touch", "hit"],
        ["nowhere"],
        ["-i"],
        ["if", "true"],
        ["case", "x"],
        ["function"],
        ["while"],
      ]) {
        expect(await run(...words)).toMatchObject({ status: 127, stdout: "" });
      }
      expect(await Bun.file(join(world.home, "hit")).exists()).toBe(false);
    },
  );
}

worldTest(
  "at a terminal an alias runs by itself, and what nothing knows is refused before a code is asked for",
  async (world) => {
    const env = withShell(world, SHELLS[0]!);
    await using alias = world.terminal(["exec", "ben", "--", "ll", "here"], { env });
    await alias.waitFor(/alias here/);
    expect(await alias.exited).toBe(0);

    await using missing = world.terminal(["exec", "staging", "--", "nowhere"], { env });
    expect(await missing.exited).toBe(127);
    expect(missing.screen).toBe('actas: error: cannot run "nowhere": command not found\n');

    writeFileSync(join(world.home, ".config/actas/config.json"), '{ "shellFallback": false }');
    await using unwanted = world.terminal(["exec", "ben", "--", "ll"], { env });
    expect(await unwanted.exited).toBe(127);
    expect(unwanted.screen).toContain("`actas exec --shell-fallback … -- ll`");
  },
);

worldTest("a script runs programs only, and what cannot be run is said before a code is asked for", async (world) => {
  const env = withShell(world, SHELLS[0]!);
  writeFileSync(join(world.home, "plain"), "");
  for (const [words, status, reason] of [
    [["ll"], 127, "command not found"],
    [["./nowhere"], 127, "command not found"],
    [["./plain"], 126, "permission denied"],
    [["./plain/x"], 126, "not a directory"],
    [["/tmp"], 126, "permission denied"],
  ] as const) {
    const outcome = await world.run(["exec", "staging", "--", ...words], { env });
    expect(outcome).toMatchObject({ status, stdout: "" });
    expect(outcome.stderr).toContain(`cannot run "${words[0]}": ${reason}`);
  }
  // A script at a terminal is one, too: its commands are in the group of the shell that runs it.
  await using script = world.terminalProgram(["sh", "-c", "actas exec ben -- ll; true"], { env });
  await script.exited;
  expect(script.screen).toContain('cannot run "ll": command not found');
});

worldTest(
  "`exec auto` runs an alias, and does not ask about a project file for a command that is not there",
  async (world) => {
    const env = withShell(world, SHELLS[0]!);
    writeFileSync(join(world.home, ".actas.json"), '{ "profile": "ben" }');
    const missing = await world.run(["exec", "auto", "--", "nowhere"], { env });
    expect(missing).toMatchObject({ status: 127, stderr: expect.not.stringContaining(".actas.json") });
    await using alias = world.terminal(["exec", "auto", "--", "ll", "here"], { env });
    await alias.waitFor(/\[y\/N\]|\(y\/n\)|trust/i);
    alias.type("y");
    await alias.waitFor(/alias here/);
    expect(await alias.exited).toBe(0);
  },
);

worldTest(
  "a start-up file that becomes another program runs nothing, nor does a shell that is not known",
  async (world) => {
    const env = withShell(world, { ...SHELLS[0]!, text: "exec cat\n" });
    const run = () => world.run(["exec", "--shell-fallback", "staging", "--", "ll"], { env });
    expect(await run()).toMatchObject({ status: 127, stdout: "" });
    const csh = await world.run(["exec", "--shell-fallback", "staging", "--", "ll"], { env: { SHELL: "/bin/csh" } });
    expect(csh).toMatchObject({ status: 127, stderr: expect.stringContaining("not of csh") });
  },
);
