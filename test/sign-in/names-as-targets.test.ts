import { expect } from "bun:test";
import { login, signInAt } from "../support/sign-in.ts";
import { worldTest } from "../support/world-test.ts";

const ARN = (role: string): string => `arn:aws:sts::777788889999:assumed-role/AWSReservedSSO_${role}_`;

worldTest(
  "the name of an account, a part of a name and other case are the one role they fit, which is said",
  async (world) => {
    await login(world, "corp");
    for (const typed of ["corp:Data/ReadOnly", "corp:data/read", "corp:7777/READ", "corp:777788889999/readonly"]) {
      const terminal = world.terminal(["whoami", typed]);
      await terminal.waitFor(/user id/);
      expect(await terminal.exited).toBe(0);
      expect(terminal.screen).toContain(`actas: ${typed} is corp:777788889999/ReadOnly (Data)`);
      expect(terminal.screen).toContain(ARN("ReadOnly"));
    }
  },
);

worldTest(
  "a role that is not there is not asked for when its name in other case is known; else AWS says so",
  async (world) => {
    await login(world, "corp");
    await world.run(["list", "roles", "corp"]);
    const other = await world.run(["whoami", "corp:111122223333/developer"]);
    expect(other).toMatchObject({ status: 3, stdout: "" });
    expect(other.stderr).toContain('"corp:111122223333/developer"');
    expect(other.stderr).toContain("hint: did you mean corp:111122223333/Developer?");
    expect((await world.calls()).filter(({ action }) => action === "GetRoleCredentials")).toEqual([]);

    const misspelt = await world.run(["whoami", "corp:111122223333/Develper"]);
    expect(misspelt).toMatchObject({ status: 3, stdout: "" });
    expect(misspelt.stderr).toContain("hint: did you mean corp:111122223333/Developer (Sandbox)?");
  },
);

worldTest("where only the role is wrong, the roles of that account are said", async (world) => {
  await login(world, "corp");
  await world.run(["list", "roles", "corp"]);
  const { status, stderr } = await world.run(["whoami", "corp:data/zzz"]);
  expect(status).toBe(3);
  expect(stderr).toContain('error: cannot find role "zzz" in account "data" of "corp"\n');
  expect(stderr).toMatch(/hint: you have corp:777788889999\/\w+ \(Data\), .*corp:777788889999\/ReadOnly \(Data\)/);
  expect(stderr).not.toContain("111122223333");
  expect(stderr).toContain("hint: run `actas list roles --account data corp` to see all of its roles");
  const unknown = await world.run(["whoami", "corp:zzzzzzzz/zzz"]);
  expect(unknown.stderr).toContain("a role of IAM Identity Center is ACCOUNT_ID/PERMISSION_SET");
});

worldTest("a role without its source is no profile, and the error says which role it may be", async (world) => {
  await login(world, "corp");
  await world.run(["list", "roles", "corp"]);
  const calls = (await world.calls()).length;
  for (const typed of ["Data/ReadOnly", "data/read", "777788889999/ReadOnly"]) {
    const { status, stderr } = await world.run(["whoami", typed]);
    expect(status).toBe(3);
    expect(stderr).toContain(`error: cannot find profile "${typed}"`);
    expect(stderr).toEndWith("hint: did you mean corp:777788889999/ReadOnly (Data)?\n");
  }
  const several = await world.run(["whoami", "data/e"]);
  expect(several.stderr).toContain("corp:777788889999/Developer (Data) or corp:777788889999/ReadOnly (Data)?");
  expect((await world.run(["whoami", "zzz/read"])).stderr).toContain("use one of the profiles there are");
  expect(await world.calls()).toHaveLength(calls);
});

worldTest(
  "a filter hides sources without a match, and on a terminal it is said that nothing matches",
  async (world) => {
    await login(world, "corp");
    await login(world, "contoso");
    const { stdout } = await world.run(["list", "roles", "--account", "data"]);
    expect(stdout).toMatch(
      /^corp\b.*\n {4}corp:777788889999\/Developer .*\n {4}corp:777788889999\/ReadOnly .*\n\nmaws {2}\(not/,
    );
    for (const list of ["roles", "targets", "accounts"]) {
      expect((await world.run(["list", list, "corp", "--search", "zzz"])).stdout).toBe("");
      const terminal = world.terminal(["list", list, "corp", "--search", "zzz"]);
      expect(await terminal.exited).toBe(0);
      expect(terminal.screen).toContain(
        "actas: none matches; without `--account`, `--role` and `--search` all are listed",
      );
    }
  },
);

worldTest("where no user sees which role is meant, only the exact name counts", async (world) => {
  await login(world, "corp");
  for (const command of [["whoami"], ["process"], ["export"]]) {
    const { status, stderr, stdout } = await world.run([...command, "corp:data/read"]);
    expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
    expect(stderr).toContain("need the exact name of a role");
    expect(stderr).toContain("hint: did you mean corp:777788889999/ReadOnly?");
  }
  const terminal = world.terminal(["whoami", "--non-interactive", "corp:data/read"]);
  await terminal.waitFor(/need the exact name of a role/);
  expect(await terminal.exited).toBe(3);
  const process = world.terminal(["process", "corp:data/read"]);
  await process.waitFor(/need the exact name of a role/);
  expect(await process.exited).toBe(3);
});

worldTest("without a list of roles it is fetched, signing in if need be", async (world) => {
  const terminal = world.terminal(["exec", "corp:sand/admin", "--", "sh", "-c", "echo in"]);
  await signInAt(terminal, world);
  await terminal.waitFor(/actas: corp:sand\/admin is corp:111122223333\/Administrator \(Sandbox\)/);
  await terminal.waitFor(/^in/m);
  expect(await terminal.exited).toBe(0);
});

worldTest("a name that the held list does not have is looked for in a new one", async (world) => {
  await login(world, "corp");
  await world.run(["list", "roles", "corp"]);
  await world.assign("assign", "777788889999", "Auditor");
  const terminal = world.terminal(["whoami", "corp:data/audit"]);
  await terminal.waitFor(/is corp:777788889999\/Auditor/);
  expect(await terminal.exited).toBe(0);
});

worldTest(
  "a role of a credential server goes to the server as it stands; what it refuses may be a part",
  async (world) => {
    await login(world, "contoso");
    await world.run(["list", "roles", "contoso"]);
    const terminal = world.terminal(["whoami", "contoso:very odd"]);
    await terminal.waitFor(/actas: contoso:very odd is 'contoso:admin\/very odd name'/);
    await terminal.waitFor(/assumed-role\/Admin/);
    expect(await terminal.exited).toBe(0);
    const exact = await world.run(["whoami", "contoso:dev"]);
    expect(exact).toMatchObject({ status: 0, stderr: "" });
  },
);

worldTest("`account` of a project file and `--server` take names as they stand", async (world) => {
  await login(world, "corp");
  const { status, stderr } = await world.run(["whoami", "--server", "corp", "data/read"]);
  expect(status).toBe(3);
  expect(stderr).toContain("a role of IAM Identity Center is ACCOUNT_ID/PERMISSION_SET");
});

worldTest(
  "of several roles that fit, the user chooses on a terminal, and elsewhere reads how to type them",
  async (world) => {
    await login(world, "corp");
    const terminal = world.terminal(["whoami", "corp:data/e"]);
    await terminal.waitFor(/Developer[\s\S]*ReadOnly/);
    terminal.press("\x15data read\r");
    await terminal.waitFor(/user id/);
    expect(await terminal.exited).toBe(0);
    expect(terminal.screen).toContain(ARN("ReadOnly"));

    const { status, stderr } = await world.run(["whoami", "corp:data/e"]);
    expect(status).toBe(3);
    expect(stderr).toBe(`actas: error: cannot tell which role "corp:data/e" is: 2 match
actas: hint: corp:777788889999/Developer (Data)
actas: hint: corp:777788889999/ReadOnly (Data)
`);
  },
);

worldTest("the shell of a role that was chosen among several is told which one once, by the list", async (world) => {
  await login(world, "corp");
  const terminal = world.terminal(["exec", "corp:data/e"], { env: { SHELL: "/bin/sh" } });
  await terminal.waitFor(/Developer[\s\S]*ReadOnly/);
  terminal.press("\x15data read\r");
  await terminal.waitFor(/exit ends it/);
  terminal.type("exit");
  expect(await terminal.exited).toBe(0);
  expect(terminal.screen.match(/acting as/g)).toHaveLength(1);
});
