import { expect } from "bun:test";
import { mkdirSync, rmSync } from "node:fs";
import { statusOf } from "../support/agent-of.ts";
import { worldTest } from "../support/world-test.ts";

/** What a file says, and what is said about it after its path. */
const UNUSABLE: readonly (readonly [text: string, reason: string])[] = [
  ['{\n  "persist": "keyrnig"\n}', 'line 2: "persist" is one of none, keyring, pass, file'],
  ['{\n  "persists": "keyring"\n}', 'line 2: there is no setting "persists"'],
  ['{\n  "persist": "keyring",\n}', "line 3, column 1 is not JSON: a property name in double quotes is missing"],
  ['{\n\n  "mfaTimeoutSeconds": "60"\n}', 'line 3: "mfaTimeoutSeconds" is not a number'],
  ["", "it is empty, or leads to a file that is not there"],
];

worldTest(
  "settings that cannot be used are said at once, and the agent that runs goes on and loses nothing",
  async (world) => {
    const path = `${world.home}/.config/actas/config.json`;
    await world.signIn("staging");
    const { pid } = (await statusOf(world)).agent;
    for (const [text, reason] of UNUSABLE) {
      await Bun.write(path, text);
      const said = `cannot use ${path}: ${reason}`;
      const restart = await world.run(["agent", "restart"]);
      expect(restart).toMatchObject({ status: 6, stdout: "" });
      expect(restart.stderr).toContain(
        `cannot restart the agent: ${said}; the agent, pid ${pid}, goes on with all it holds`,
      );
      expect(restart.stderr).not.toContain("agent stop");
      expect((await world.run(["status"])).stdout).toContain(`settings ${said}`);
      expect(JSON.parse((await world.run(["status", "--json"])).stdout)).toMatchObject({ settingsProblem: said });
      expect((await world.run(["config", "show", "staging"])).stdout).toContain(`problem: ${said}`);
      expect((await world.run(["exec", "staging", "--", "true"])).stderr).toContain(said);
      expect((await world.run(["diagnose", "--no-redact"])).stdout.replace(/\s+/g, " ")).toContain(said);
    }
    rmSync(path);
    expect(await world.run(["exec", "staging", "--", "true"])).toMatchObject({ status: 0, stderr: "" });
    expect((await statusOf(world)).agent.pid).toBe(pid);
  },
);

worldTest("an agent that is to be started says so too, also of a file that cannot be read", async (world) => {
  const path = `${world.home}/.config/actas/config.json`;
  await Bun.write(path, '{ "persist": 1 }');
  expect((await world.run(["agent", "start"])).stderr).toContain(`cannot use ${path}: line 1: "persist" is one of`);
  rmSync(path);
  mkdirSync(path);
  expect((await world.run(["agent", "restart"])).stderr).toContain(`cannot read ${path}: it is a directory`);
});
