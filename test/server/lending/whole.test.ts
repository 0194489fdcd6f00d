import { expect } from "bun:test";
import { callsOf } from "../../../src/sandbox/control/control-client.ts";
import { ACCOUNT, type TeamSettings, type TeamWorld, withTeam } from "../../support/lending/team-world.ts";
import { testNeeding } from "../../support/needs.ts";
import { PROGRAM } from "../../support/program.ts";
import { runCommand } from "../../support/run-command.ts";

const declare = testNeeding("postgres");

function teamTest(name: string, body: (team: TeamWorld) => Promise<void>, settings: TeamSettings = {}): void {
  declare(name, () => withTeam(settings, body), 120_000);
}

teamTest(
  "a user signs in with `actas`, sees the roles of both locks, and acts as them, by a token and by the broker",
  async (team) => {
    const { world, signIn } = team;
    await signIn();
    const { stdout } = await world.run(["list", "roles", "staff", "-o", "oneline"]);
    expect(stdout).toContain(`staff:${ACCOUNT}/Work`);
    expect(stdout).toContain(`staff:${ACCOUNT}/Build`);
    expect(stdout).not.toContain("Closed");
    for (const name of ["Work", "Build"]) {
      const shown = await world.run(["whoami", `staff:${ACCOUNT}/${name}`]);
      expect(shown).toMatchObject({ status: 0 });
      expect(shown.stdout).toContain(`arn:aws:sts::${ACCOUNT}:assumed-role/${name}/ana@example.com`);
    }
    for (const name of ["Closed", "Nothing"]) {
      const refused = await world.run(["process", `staff:${ACCOUNT}/${name}`]);
      expect([refused.status, refused.stdout]).toEqual([3, ""]);
      expect(refused.stderr).toContain(`staff:${ACCOUNT}/Build`);
    }
    const calls = (await callsOf(world.sandbox.url)).filter(({ roleArn = "" }) => /\/(Work|Build)$/.test(roleArn));
    expect(calls.map(({ action, outcome }) => [action, outcome])).toEqual([
      ["AssumeRoleWithWebIdentity", "ok"],
      ["AssumeRole", "ok"],
    ]);
    const used = await audit(team, "who-used", `arn:aws:iam::${ACCOUNT}:role/Work`, "--json");
    expect(JSON.parse(used)).toMatchObject({
      uses: [{ event: "issued", name: "ana@example.com", sourceIdentity: "ana" }],
    });
    expect(await audit(team, "verify")).toContain("none changed and none missing");
  },
);

teamTest("who is taken out of a group is lent nothing by the next request", async ({ world, signIn, upstream }) => {
  await signIn();
  expect((await world.run(["whoami", `staff:${ACCOUNT}/Work`])).status).toBe(0);
  upstream.people.set("ana", { groups: ["guests"], email: "ana@example.com" });
  const after = await world.run(["whoami", "--refresh", `staff:${ACCOUNT}/Work`]);
  expect([after.status, after.stderr]).toEqual([5, expect.stringContaining("does not lend it to you (HTTP 403)")]);
});

teamTest(
  "a rule of the server keeps closed what a trust policy opens",
  async ({ world, signIn }) => {
    await signIn();
    expect((await world.run(["list", "roles", "staff", "-o", "oneline"])).stdout).not.toContain("Work");
    expect((await world.run(["whoami", `staff:${ACCOUNT}/Work`])).status).toBe(3);
  },
  {
    lending: {
      rules: [
        { effect: "allow", groups: ["dev"], roles: ["*"] },
        { effect: "deny", roles: ["work"] },
      ],
    },
  },
);

async function audit({ database }: TeamWorld, ...words: readonly string[]): Promise<string> {
  const environment = { DATABASE_URL: database.url, HOME: "/nonexistent", PATH: "" };
  const { stdout, stderr } = await runCommand([PROGRAM, "server", "audit", ...words], { cwd: "/", environment });
  return stdout || stderr;
}
