import { expect } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { login, signInAt } from "../support/sign-in.ts";
import { worldTest } from "../support/world-test.ts";

worldTest("`logout --all` ends every sign-in at its source, and says which", async (world) => {
  await login(world, "corp");
  await login(world, "contoso");
  const { stdout, stderr, status } = await world.run(["logout", "--all"]);
  expect({ stdout, stderr, status }).toEqual({
    stdout: 'signed out of "contoso"\nsigned out of "corp"\n',
    stderr: "",
    status: 0,
  });
  expect((await world.run(["list", "sign-ins"])).stdout).toBe("");
  expect(await world.calls("Logout")).toHaveLength(1);
});

worldTest("`setup remove` signs out first, and deletes the file", async (world) => {
  const path = join(world.home, ".config/actas/sources.d/contoso.json");
  await login(world, "contoso");
  expect((await world.run(["setup", "remove", "contoso"])).stdout).toBe(`signed out of "contoso"\nremoved ${path}\n`);
  expect(existsSync(path)).toBe(false);
  expect((await world.run(["list", "sign-ins"])).stdout).toBe("");
});

worldTest("`login` without a source lets choose, and signs in to what was chosen", async (world) => {
  const terminal = world.terminal(["login", "--no-browser"]);
  await terminal.waitFor(/number or name\): $/);
  terminal.type("2");
  await signInAt(terminal, world);
  expect(await terminal.exited).toBe(0);
  expect(terminal.screen).toContain('signed in to "corp"');
});

worldTest("`logout --all` ends the session of an IAM user, and forgets what was got with it", async (world) => {
  await login(world, "corp");
  await world.signIn("staging");
  expect(await world.run(["logout", "--all"])).toMatchObject({
    stdout:
      'signed out of "corp"\nforgot what was got with the keys of profile "ana"\nforgot 1 further set of credentials\n',
    status: 0,
  });
  expect((await world.run(["cache", "list"])).stdout).toBe("");
  expect((await world.run(["process", "staging"])).status).toBe(4);
  expect((await world.run(["logout", "--all"])).stdout).toBe("nobody was signed in\n");
});

worldTest(
  "`logout` with a profile ends that user's session and no other, and says when there is none",
  async (world) => {
    await login(world, "corp");
    await world.signIn("staging");
    await world.run(["process", "partner"]);
    expect((await world.run(["logout", "staging"])).stdout).toBe(
      'forgot what was got with the keys of profile "ana"\n',
    );
    expect((await world.run(["cache", "list"])).stdout).not.toContain("staging");
    expect(JSON.parse((await world.run(["logout", "staging", "--json"])).stdout)).toEqual({
      signOuts: [{ source: "ana", of: "user", ended: "not-signed-in" }],
      others: 0,
    });
    expect((await world.run(["list", "sign-ins"])).stdout).toContain("corp");
  },
);

worldTest("`logout` of what is neither a source nor a profile says where both are listed", async (world) => {
  const { stderr } = await world.run(["logout", "stagin"]);
  expect(stderr).toContain('did you mean "staging"?');
  expect(stderr).toContain("`actas list sources` and `actas list profiles` show what there is");
});
