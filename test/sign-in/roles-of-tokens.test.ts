import { expect } from "bun:test";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { login } from "../support/sign-in.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

const ANAS = `yoyodyne
    yoyodyne:222233334444/TeamAP                 yoyodyne-accounting
    yoyodyne:333344445555/Contractor             yoyodyne-engineering
    yoyodyne:333344445555/teams/TeamEngineering  yoyodyne-engineering
    yoyodyne:555566667777/Data
`;

worldTest(
  "`list roles` shows what the roles API gives for the token, with the names of the accounts",
  async (world) => {
    await login(world, "yoyodyne");
    expect(await world.run(["list", "roles", "yoyodyne"])).toEqual({ status: 0, stdout: ANAS, stderr: "" });
    await login(world, "yoyodyne", { person: "ben" });
    expect((await world.run(["list", "roles", "yoyodyne"])).stdout).not.toContain("TeamAP");
  },
);

worldTest("a list of roles is remembered, and `--refresh` asks the roles API anew", async (world) => {
  await login(world, "yoyodyne");
  for (const flags of [[], [], ["--refresh"]]) await world.run(["list", "roles", ...flags, "yoyodyne"]);
  expect(await world.calls("roles")).toHaveLength(2);
});

worldTest("5,000 roles are listed", async (world) => {
  await world.settings({ accounts: 1000 });
  await login(world, "yoyodyne");
  const { stdout } = await world.run(["list", "roles", "yoyodyne", "-o", "oneline"]);
  expect(stdout.split("\n")).toHaveLength(5004 + 1);
});

worldTest("an API that refuses is quoted, and roles can still be named", async (world) => {
  await login(world, "yoyodyne");
  const answer = { status: 200, headers: {}, body: '{"error":"amr missing"}' };
  await world.faults({ instead: "always", action: "roles", answer });
  const { status, stderr } = await world.run(["list", "roles", "yoyodyne"]);
  expect(status).toBe(2);
  expect(stderr).toContain('cannot list the roles of "yoyodyne": the roles API answered: amr missing\n');
  expect(stderr).toContain("the provider has to put the claim into ID tokens");
});

worldTest("a source without a roles API says so, and asks nobody to sign in for it", async (world) => {
  withoutApi(world);
  expect(await world.run(["list", "roles", "yoyodyne"])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('cannot list the roles of "yoyodyne": it has no roles API\n'),
  });
  await login(world, "contoso");
  await login(world, "yoyodyne");
  const { status, stdout } = await world.run(["list", "roles"]);
  expect([status, stdout]).toEqual([
    0,
    expect.stringContaining('yoyodyne  (cannot list the roles of "yoyodyne": it has no roles API)\n'),
  ]);
});

worldTest("where there is no roles API, the roles of a source are those of profiles, and it says so", async (world) => {
  withoutApi(world);
  for (const [profile, target] of [
    ["acc", "yoyodyne:222233334444/TeamAP"],
    ["eng", "yoyodyne:arn:aws:iam::333344445555:role/teams/TeamEngineering"],
    ["eng2", "yoyodyne:333344445555/teams/TeamEngineering"],
  ] as const) {
    expect((await world.run(["setup", "profile", profile, target])).status).toBe(0);
  }
  const says = 'cannot list the roles of "yoyodyne": it has no roles API; these are the roles of your profiles';
  expect(await world.run(["list", "roles", "yoyodyne"])).toEqual({
    status: 0,
    stdout: `yoyodyne  (${says})
    yoyodyne:222233334444/TeamAP                 profile acc
    yoyodyne:333344445555/teams/TeamEngineering  profile eng, eng2
`,
    stderr: "",
  });
  const { stdout } = await world.run(["list", "roles", "yoyodyne", "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({ sources: [{ id: "yoyodyne", signedIn: false, failure: says }] });
  const oneline = await world.run(["list", "roles", "yoyodyne", "-o", "oneline", "--account", "222233334444"]);
  expect(oneline).toEqual({
    status: 0,
    stdout: "yoyodyne:222233334444/TeamAP profile acc\n",
    stderr: `actas: note: ${says}\n`,
  });
  const generated = await world.run(["setup", "profiles", "yoyodyne"]);
  expect(generated.status).toBe(4);
  expect(generated.stderr).toContain("it has no roles API");
  expect(generated.stderr).not.toContain("sign in first");
});

function withoutApi(world: World): void {
  const path = join(world.home, ".config/actas/sources.d/yoyodyne.json");
  const web_identity = { well_known_url: world.sandbox.wellKnownUrl, client_id: "yoyodyne-aws" };
  rmSync(path);
  writeFileSync(path, JSON.stringify({ id: "yoyodyne", web_identity }));
}

worldTest(
  "a person may name the account by its alias, or role and account in one word; a script may not",
  async (world) => {
    await login(world, "yoyodyne");
    for (const typed of ["yoyodyne-accounting/TeamAP", "yoyodyne-accounting-TeamAP", "accounting/teamap"]) {
      const terminal = world.terminal(["whoami", `yoyodyne:${typed}`]);
      expect(await terminal.exited).toBe(0);
      expect(terminal.screen).toContain(`yoyodyne:${typed} is yoyodyne:222233334444/TeamAP (yoyodyne-accounting)`);
      expect(terminal.screen).toContain("assumed-role/TeamAP/ana@example.com");
    }
    expect(await world.run(["process", "yoyodyne:yoyodyne-accounting/TeamAP"])).toMatchObject({
      status: 3,
      stdout: "",
      stderr: expect.stringContaining("did you mean yoyodyne:222233334444/TeamAP?"),
    });
  },
);

worldTest("the picker has the roles of the roles API", async (world) => {
  await login(world, "yoyodyne");
  const terminal = world.terminal(["whoami", "--pick", "accounting teamap"]);
  await terminal.waitFor(/1 of \d+/);
  terminal.press("\r");
  expect(await terminal.exited).toBe(0);
  expect(terminal.screen).toContain("acting as yoyodyne:222233334444/TeamAP (yoyodyne-accounting)");
});

worldTest(
  "a role that the API does not list can be named by its ARN; one that it lists may be refused",
  async (world) => {
    await login(world, "yoyodyne");
    await world.run(["list", "roles", "yoyodyne"]);
    const auditor = await world.run(["whoami", "yoyodyne:arn:aws:iam::222233334444:role/Auditor"]);
    expect(auditor.stdout).toContain("assumed-role/Auditor/ana@example.com");
    const refused = await world.run(["process", "yoyodyne:333344445555/Contractor"]);
    expect(refused).toMatchObject({ status: 5, stderr: expect.stringContaining("AccessDenied") });
  },
);

worldTest("a listed role that AWS refuses has the list fetched anew, once for each role", async (world) => {
  await login(world, "yoyodyne");
  const contractor = "yoyodyne:333344445555/Contractor";
  const refused = async (...words: readonly string[]) => {
    const before = (await world.calls("roles")).length;
    const { status, stderr } = await world.run(words);
    expect([status, stderr]).toEqual([5, expect.stringContaining("STS answered AccessDenied")]);
    return { fetched: (await world.calls("roles")).length - before, stderr };
  };
  expect((await refused("process", contractor)).fetched).toBe(0);
  await world.run(["list", "roles", "yoyodyne"]);
  const still = await refused("process", contractor);
  expect([still.fetched, still.stderr]).toEqual([1, expect.not.stringContaining("does not list")]);
  expect((await refused("process", contractor)).fetched).toBe(0);

  await world.run(["list", "roles", "yoyodyne", "--refresh"]);
  const down = { status: 503, headers: {}, body: "" };
  await world.faults({ instead: "always", action: "roles", answer: down });
  expect((await refused("whoami", contractor)).stderr).not.toContain("503");
  await world.faults({});

  await world.run(["list", "roles", "yoyodyne", "--refresh"]);
  const body = JSON.stringify({ roles: ["arn:aws:iam::222233334444:role/TeamAP"] });
  await world.faults({ instead: "always", action: "roles", answer: { status: 200, headers: {}, body } });
  const gone = await refused("export", contractor);
  expect([gone.fetched, gone.stderr]).toEqual([
    1,
    expect.stringContaining('"yoyodyne" does not list this role any more'),
  ]);
  expect((await world.run(["list", "roles", "yoyodyne"])).stdout).not.toContain("Contractor");
});

worldTest("a profile that is written is called `ALIAS-ROLE` where the roles API tells the alias", async (world) => {
  await login(world, "yoyodyne");
  const [accounting, data] = ["222233334444/TeamAP", "555566667777/Data"].map((role) => `yoyodyne:${role}`);
  const written = (...words: readonly string[]) => writtenProfile(world, words);
  expect(await written(`${accounting}`)).toBe("yoyodyne-accounting-TeamAP");
  expect(await written("yoyodyne:333344445555/teams/TeamEngineering")).toBe("yoyodyne-engineering-TeamEngineering");
  expect(await written(`${data}`)).toBe("555566667777-Data");
  const release = ["--assume-role", "arn:aws:iam::333344445555:role/Release"];
  expect(await written("yoyodyne:333344445555/teams/TeamEngineering", ...release)).toEndWith("TeamEngineering-actas");
  expect((await world.run(["export", "--format", "ini", `${accounting}`])).stdout).toStartWith(
    "[yoyodyne-accounting-TeamAP]\n",
  );
});

worldTest("an alias that two accounts have, or that is none, gives no profile its name", async (world) => {
  await login(world, "yoyodyne");
  const role = "arn:aws:iam::222233334444:role/TeamAP";
  for (const [alias, others] of [
    ["prod", ["arn:aws:iam::555566667777:role/TeamAP"]],
    ["]\n[default", []],
    ["corp:111122223333/prod", []],
  ] as const) {
    const aliases = { "222233334444": [alias], "555566667777": ["prod"] };
    const body = JSON.stringify({ roles: [role, ...others], aliases });
    await world.faults({ instead: "always", action: "roles", answer: { status: 200, headers: {}, body } });
    await world.run(["list", "roles", "--refresh", "yoyodyne"]);
    expect(await writtenProfile(world, ["yoyodyne:222233334444/TeamAP"])).toBe("yoyodyne:222233334444/TeamAP-actas");
  }
});

/** The profile that a shell is told to use. */
async function writtenProfile(world: World, words: readonly string[]): Promise<string | undefined> {
  const { stdout } = await world.run(["export", "--shell", "sh", "--write-credentials", ...words]);
  return /^export AWS_PROFILE='?([^'\n]*)/m.exec(stdout)?.[1];
}
