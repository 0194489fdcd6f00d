import { expect } from "bun:test";
import { login, signInAt } from "../support/sign-in.ts";
import { worldTest } from "../support/world-test.ts";

worldTest(
  "`login` to a source with a sign-in says so, shows no page, and names the way to sign in anew",
  async (world) => {
    for (const source of ["corp", "contoso"]) {
      await login(world, source);
      const calls = (await world.calls()).length;
      const terminal = world.terminal(["login", source, "--no-browser"]);
      expect(await terminal.exited).toBe(0);
      expect(terminal.screen).toBe(
        `already signed in to "${source}", renewed by itself\n` +
          `actas: \`actas login --again ${source}\` signs in anew, also as another person\n`,
      );
      expect(await world.run(["login", source])).toEqual({
        status: 0,
        stdout: `already signed in to "${source}", renewed by itself\n`,
        stderr: "",
      });
      expect((await world.calls()).length).toBe(calls);
    }
  },
);

worldTest("`login --again` signs in anew, and the person may be another one", async (world) => {
  await login(world, "corp");
  const terminal = world.terminal(["login", "--again", "corp", "--no-browser"]);
  await signInAt(terminal, world, { person: "ben" });
  expect(await terminal.exited).toBe(0);
  expect(terminal.screen).toContain('\nsigned in to "corp", renewed by itself\n');
  expect((await world.run(["whoami", "corp:777788889999/ReadOnly"])).stdout).toContain("/ben@example.com\n");
});

worldTest("a sign-in that its source has ended is not taken for one", async (world) => {
  await login(world, "corp");
  await world.run(["logout", "corp"]);
  const terminal = world.terminal(["login", "corp", "--no-browser"]);
  await signInAt(terminal, world);
  expect(await terminal.exited).toBe(0);
  expect(terminal.screen).toContain("actas: next: `actas exec --pick -- COMMAND`, or `actas list roles corp`\n");
});
