import { expect } from "bun:test";
import { DEV, LENT, login, signInAt } from "../support/sign-in.ts";
import { until } from "../support/until.ts";
import { worldTest } from "../support/world-test.ts";

worldTest("`list roles SOURCE` shows them in columns, one a line, or as JSON", async (world) => {
  await login(world, "corp");
  expect((await world.run(["list", "roles", "corp"])).stdout).toBe(`corp
    corp:111122223333/Administrator  Sandbox (aws+sandbox@example.com)
    corp:111122223333/Developer      Sandbox (aws+sandbox@example.com)
    corp:111122223333/ReadOnly       Sandbox (aws+sandbox@example.com)
    corp:444455556666/ReadOnly       Partner (aws+partner@example.com)
    corp:777788889999/Developer      Data (aws+data@example.com)
    corp:777788889999/ReadOnly       Data (aws+data@example.com)
`);
  const oneline = await world.run(["list", "roles", "--output", "oneline", "corp"]);
  expect(oneline.stdout.split("\n")[1]).toBe("corp:111122223333/Developer Sandbox (aws+sandbox@example.com)");
  const json = JSON.parse((await world.run(["list", "roles", "corp", "--output", "json"])).stdout);
  expect(json.sources[0]).toMatchObject({
    id: "corp",
    signedIn: true,
    roles: expect.arrayContaining([
      {
        name: "444455556666/ReadOnly",
        description: "Partner (aws+partner@example.com)",
        accountId: "444455556666",
        accountName: "Partner",
      },
    ]),
  });
});

worldTest("`list roles` shows the roles of all sources with a sign-in, and names the other sources", async (world) => {
  await login(world, "contoso");
  const { stdout, stderr, status } = await world.run(["list", "roles"]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toBe(`contoso
    'contoso:admin/very odd name'  Everything, with care
    contoso:audit                  The partner's account
    contoso:dev                    Development
    contoso:readonly

corp  (not signed in: \`actas login corp\`)

maws  (not signed in: \`actas login maws\`)

team  (not signed in: \`actas login team\`)

yoyodyne  (not signed in: \`actas login yoyodyne\`)
`);
  expect(
    (await world.run(["list", "roles", "--output", "oneline"])).stdout,
  ).toBe(`'contoso:admin/very odd name' Everything, with care
contoso:audit The partner's account
contoso:dev Development
contoso:readonly
`);
});

worldTest("a source that cannot be listed does not hide the others, and says why", async (world) => {
  await login(world, "contoso");
  await login(world, "corp");
  await world.faults({ serverError: "always", action: "roles" });
  const { stdout, status } = await world.run(["list", "roles"]);
  expect(status).toBe(0);
  expect(stdout).toContain('contoso  (cannot list the roles of "contoso": the credential server answered HTTP 500)\n');
  expect(stdout).toContain("\n    corp:444455556666/ReadOnly       Partner");
  const lines = await world.run(["list", "roles", "-o", "oneline"]);
  expect(lines.stdout).toContain("corp:444455556666/ReadOnly Partner");
  expect(lines.stderr).toBe(
    'actas: note: cannot list the roles of "contoso": the credential server answered HTTP 500\n',
  );
});

worldTest("a server that does not list its roles has none to show", async (world) => {
  await world.settings({ roleList: "not-implemented" });
  await login(world, "contoso");
  expect(await world.run(["list", "roles", "contoso"])).toEqual({ status: 0, stdout: "contoso\n", stderr: "" });
});

worldTest("a person who signs in sees their own roles, not those in memory", async (world) => {
  await login(world, "contoso");
  expect((await world.run(["list", "roles", "contoso"])).stdout).toContain("admin/very odd name");
  await login(world, "contoso", { person: "ben" });
  expect((await world.run(["list", "roles", "contoso"])).stdout).toBe(
    "contoso\n    contoso:dev       Development\n    contoso:readonly\n",
  );
  await world.run(["logout", "contoso"]);
  expect((await world.run(["list", "roles", "contoso"])).status).toBe(4);
});

worldTest("`list roles --no-agent SOURCE` signs in within the command, which then forgets it", async (world) => {
  const terminal = world.terminal(["list", "roles", "--no-agent", "corp"]);
  await signInAt(terminal, world);
  expect(await terminal.exited).toBe(0);
  expect(terminal.screen).toContain("\n    corp:444455556666/ReadOnly       Partner (aws+partner@example.com)\n");
  expect((await world.run(["status", "--json"])).stdout).toContain('"agent": null');
  expect(await world.run(["list", "roles", "--no-agent", "--output", "oneline", "corp"])).toMatchObject({ status: 4 });
});

worldTest(
  "`list sources --no-agent` reads the files alone; without a source there are no roles to list",
  async (world) => {
    const { stdout } = await world.run(["list", "sources", "--no-agent", "-o", "json"]);
    expect(JSON.parse(stdout).sources.map(({ id }: { id: string }) => id)).toEqual([
      "contoso",
      "corp",
      "maws",
      "team",
      "yoyodyne",
    ]);
    expect(await world.run(["list", "roles", "--no-agent"])).toEqual({
      ...{ status: 2, stdout: "" },
      stderr:
        "actas: error: cannot list the roles of all sources with `--no-agent`: nobody is signed in to any\n" +
        "actas: hint: name one: `actas list roles --no-agent SOURCE`\n" +
        "actas: hint: `actas list sources --no-agent` shows what there is\n",
    });
    expect((await world.run(["status", "--json"])).stdout).toContain('"agent": null');
  },
);

worldTest("progress is shown on a terminal, and gone at the end; `--refresh` asks anew", async (world) => {
  await world.settings({ accounts: 150 });
  await login(world, "corp");
  await world.faults({ latencyMs: 30, action: "ListAccountRoles" });
  const terminal = world.terminal(["list", "roles", "corp"]);
  await terminal.waitFor(/actas: \d+ roles so far …/);
  expect(await terminal.exited).toBe(0);
  expect(terminal.screen).toContain("200000000150/Support");
  await world.assign("remove", "200000000150", "Support");
  await world.faults({});
  expect((await world.run(["list", "roles", "corp"])).stdout).toContain("200000000150/Support");
  expect((await world.run(["list", "roles", "corp", "--refresh"])).stdout).not.toContain("200000000150/Support");
  expect((await world.run(["list", "roles", "corp"])).stdout).not.toContain("200000000150/Support");
});

worldTest("no role is lost while Identity Center throttles", async (world) => {
  await world.settings({ accounts: 120 });
  await login(world, "corp");
  await world.faults({ latencyMs: 5, throttle: 20, action: "ListAccountRoles" });
  const { stdout, status } = await world.run(["list", "roles", "corp", "-o", "oneline"]);
  expect(status).toBe(0);
  expect(new Set(stdout.trim().split("\n")).size).toBe(600);
  const outcomes = (await world.calls("ListAccountRoles")).map(({ outcome }) => outcome);
  expect(outcomes.filter((outcome) => outcome === "ok")).toHaveLength(120);
  expect(outcomes.filter((outcome) => outcome !== "ok")).toHaveLength(20);
});

worldTest("Ctrl-C ends a listing at once, also one that waits because it was throttled", async (world) => {
  await login(world, "corp");
  await world.faults({ throttle: "always", action: "ListAccountRoles" });
  const terminal = world.terminal(["list", "roles", "corp"]);
  await until("a call was throttled", async () => (await world.calls("ListAccountRoles")).length > 0);
  terminal.press("\x03");
  expect(await terminal.exited).toBe(130);
});

worldTest("a listing whose reader goes away ends quietly", async (world) => {
  await world.settings({ accounts: 300 });
  await login(world, "corp");
  const { stdout, stderr } = await world.runProgram(["sh", "-c", "actas list roles corp -o oneline | head -n 2"]);
  expect(stdout.split("\n")).toHaveLength(3);
  expect(stderr).toBe("");
});

worldTest("`list roles` signs in where a source is named, and nowhere else", async (world) => {
  expect((await world.run(["list", "roles"])).stdout).toContain("corp  (not signed in: `actas login corp`)");
  const terminal = world.terminal(["list", "roles", "corp"]);
  const [page = ""] = await terminal.waitFor(/http:\/\/127\.0\.0\.1:\d+\/auth\/[\w-]+/);
  await world.visit(page);
  expect(await terminal.exited).toBe(0);
  expect(terminal.screen).toContain("111122223333/Developer");
  for (const target of [DEV, LENT]) expect((await world.run(["process", target])).status).toBe(target === DEV ? 0 : 4);
});
