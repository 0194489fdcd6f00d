import { expect } from "bun:test";
import { login } from "../support/sign-in.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

/** The lines, each cut at its TAB. */
async function listed(world: World, ...args: string[]): Promise<readonly (readonly string[])[]> {
  const { status, stdout } = await world.run(["list", "targets", ...args]);
  expect(status).toBe(0);
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => line.split("\t"));
}

worldTest("`list targets` has profiles and roles, one a line, each as a command takes it", async (world) => {
  await login(world, "corp");
  await login(world, "contoso");
  const { stdout, stderr } = await world.run(["list", "targets"]);
  expect(stdout).toContain("staging\tprofile Dev 111122223333\n");
  expect(stdout).toContain("corp:777788889999/ReadOnly\tData (aws+data@example.com)\n");
  expect(stdout).toContain("contoso:admin/very odd name\tEverything, with care\n");
  expect(stderr).toBe(
    ["maws", "team", "yoyodyne"].map((id) => `actas: note: not signed in to "${id}": \`actas login ${id}\`\n`).join(""),
  );
  for (const target of ["staging", "ben", "corp:777788889999/ReadOnly", "contoso:admin/very odd name"]) {
    const found = (await listed(world, "--search", target)).find(([name]) => name === target);
    expect(found).toBeDefined();
    if (target !== "staging") expect((await world.run(["whoami", found?.[0] ?? ""])).status).toBe(0);
  }
});

worldTest("filters narrow every list of roles", async (world) => {
  await login(world, "corp");
  expect(await listed(world, "--source", "corp", "--account", "data")).toEqual([
    ["corp:777788889999/Developer", "Data (aws+data@example.com)"],
    ["corp:777788889999/ReadOnly", "Data (aws+data@example.com)"],
  ]);
  expect(await listed(world, "corp", "--role", "READ", "--account", "4444")).toEqual([
    ["corp:444455556666/ReadOnly", "Partner (aws+partner@example.com)"],
  ]);
  expect((await world.run(["list", "roles", "--search", "data dev", "-o", "oneline"])).stdout).toBe(
    "corp:777788889999/Developer Data (aws+data@example.com)\n",
  );
  const { targets } = JSON.parse(
    (await world.run(["list", "targets", "--json", "--source", "corp", "--search", "data read"])).stdout,
  );
  expect(targets).toEqual([
    {
      target: "corp:777788889999/ReadOnly",
      description: "Data (aws+data@example.com)",
      source: "corp",
      accountId: "777788889999",
      accountName: "Data",
    },
  ]);
});

worldTest("`list accounts` shows each account once, with its roles", async (world) => {
  await login(world, "corp");
  expect((await world.run(["list", "accounts"])).stdout).toBe(`ACCOUNT       NAME     SOURCE  ROLES
111122223333  Sandbox  corp    3
444455556666  Partner  corp    1
777788889999  Data     corp    2
`);
  expect((await world.run(["list", "accounts", "--role", "dev", "-o", "oneline"])).stdout).toBe(
    "111122223333 Sandbox\n777788889999 Data\n",
  );
  expect(JSON.parse((await world.run(["list", "accounts", "--json", "--account", "part"])).stdout)).toEqual({
    accounts: [{ accountId: "444455556666", accountName: "Partner", source: "corp", roles: ["444455556666/ReadOnly"] }],
  });
});

worldTest("profiles that cannot be used or named are left out, and need no agent", async (world) => {
  const names = (await listed(world, "--no-agent")).map(([name]) => name);
  expect(names).toContain("staging");
  expect(names).not.toContain("default");
  const { stdout } = await world.run(["list", "targets", "--no-agent", "--role", "Dev1"]);
  expect(stdout).toBe("dev1\tprofile Dev1 111122223333\n");
});
