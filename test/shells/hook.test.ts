import { expect } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { statusOf } from "../support/agent-of.ts";
import { needs } from "../support/needs.ts";
import type { World } from "../support/world.ts";
import { worldTest, worldTestUnless } from "../support/world-test.ts";
import { OTHER_SHELLS } from "./other-shells.ts";
import { SHELLS, type ShellRow } from "./shells.ts";

const HOOKED = [...SHELLS, ...OTHER_SHELLS].filter(({ hook }) => hook);
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** A shell at a terminal with the functions and the hook, in a home with three projects. */
async function hooked(world: World, row: ShellRow) {
  writeFileSync(join(world.home, "before"), row.before);
  for (const [name, profile] of [
    ["one", "ben"],
    ["two", "readonly"],
    ["other", "dev1"],
  ] as const) {
    mkdirSync(join(world.home, "work", name, "below"), { recursive: true });
    writeFileSync(join(world.home, "work", name, ".actas.json"), JSON.stringify({ profile }));
  }
  for (const name of ["one", "two"]) {
    const cwd = `work/${name}`;
    await using session = world.terminal(["trust"], { cwd });
    await session.waitFor(/trust|yes/i);
    session.type("yes");
    expect(await session.exited).toBe(0);
  }
  const session = world.terminalProgram(row.words, { env: { SHELL: row.words[0] ?? "", ENV: "/dev/null" } });
  const types = async (line: string, shows: RegExp): Promise<void> => {
    session.type(line);
    await session.waitFor(new RegExp(`${escaped(line)}\\s*\\n`));
    await session.waitFor(shows);
  };
  await session.waitFor(/[>#$%][ \b]*$/);
  await types(row.source("before"), /ready> $/);
  await types(row.init, /\(-\) ready> $/);
  await types(row.init.replace("init", "hook"), /\(-\) ready> $/);
  return { session, types };
}

for (const row of HOOKED) {
  worldTestUnless(
    needs(row.tool),
    `${row.name} offers a trusted project's role, and leaves it with the project`,
    async (world) => {
      const { types } = await hooked(world, row);
      await types("cd work/one", /`as auto` acts as the role of this project, ben[\s\S]*\(-\) ready> $/);
      await types("cd below", /^[⏎ ]*\(-\) ready> $/);
      await types("as auto", /acting as ben[\s\S]*\(ben\) ready> $/);
      await types(
        "cd ../../other",
        /\.actas\.json is not trusted, and changes nothing here[\s\S]*acting as nothing again[\s\S]*\(-\) ready> $/,
      );
    },
  );

  worldTestUnless(needs(row.tool), `${row.name} takes a project's role where the settings say so`, async (world) => {
    writeFileSync(join(world.home, ".config/actas/config.json"), '{ "shell": { "projects": "take" } }');
    const { types, session } = await hooked(world, row);
    await types("cd work/one", /acting as ben.*, as this project says[\s\S]*\(ben\) ready> $/);
    await types("cd ../two", /acting as readonly.*, as this project says[\s\S]*\(readonly\) ready> $/);
    await types("cd", /acting as nothing again[\s\S]*\(-\) ready> $/);
    await types("cd work/other", /\.actas\.json is not trusted, and changes nothing here[\s\S]*\(-\) ready> $/);
    await types("cd", /^[⏎ ]*\(-\) ready> $/);
    await types("as readonly", /\(readonly\) ready> $/);
    await types("cd work/one", /acting as ben.*, as this project says[\s\S]*\(ben\) ready> $/);
    await types("cd", /acting as readonly.* again[\s\S]*\(readonly\) ready> $/);
    await types("as deactivate", /ready> $/);
    await types("cd work/one", /(^|\n|⏎ +)ready> $/);
    expect((await statusOf(world)).grants.filter(({ pid }) => pid === session.pid)).toEqual([]);
  });
}

worldTest("a project's role ends with the project, also where what was before would take a code now", async (world) => {
  writeFileSync(join(world.home, ".config/actas/config.json"), '{ "shell": { "projects": "take" } }');
  await world.signIn("staging");
  const { types } = await hooked(world, SHELLS[0]!);
  await types("as staging", /\(staging\) ready> $/);
  await types("cd work/one", /\(ben\) ready> $/);
  await world.run(["agent", "stop"]);
  await types("cd", /actas: acting as nothing: `as staging` asks\n[\s\S]*\(-\) ready> $/);
});

worldTest("a shell that calls nothing before its prompt has no hook", async (world) => {
  const outcome = await world.run(["shell", "hook", "sh"]);
  expect(outcome).toMatchObject({ status: 2, stderr: expect.stringContaining("calls nothing before its prompt") });
});
