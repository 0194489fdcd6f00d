import { afterAll, beforeAll, expect } from "bun:test";
import { testNeeding } from "../../support/needs.ts";
import { PROGRAM } from "../../support/program.ts";
import { TeamSandbox } from "../../support/team/team-sandbox.ts";

const LIMIT_MS = 120_000;
const DEVELOPER = "team:633344445555/Developer";

let team: TeamSandbox;
beforeAll(async () => {
  team = await TeamSandbox.start();
}, LIMIT_MS);
afterAll(() => team[Symbol.asyncDispose](), LIMIT_MS);

const declare = testNeeding("aws");

declare(
  "from the sign-in to the audit trail, the server of `sandbox --team` does what a team's server does",
  async () => {
    await team.signIn("ana");
    const listed = await team.run(["list", "roles", "team", "--json"]);
    expect(targetsIn(listed.stdout)).toEqual([
      "team:622233334444/Operator",
      "team:622233334444/ReadOnly",
      "team:633344445555/Deploy",
      DEVELOPER,
      "team:644455556666/Research",
    ]);
    // By a token of the server, and by the server's own role.
    for (const [target, arn] of [
      [DEVELOPER, "arn:aws:sts::633344445555:assumed-role/Developer/ana@example.com"],
      ["team:633344445555/Deploy", "arn:aws:sts::633344445555:assumed-role/Deploy/ana@example.com"],
    ] as const) {
      const asked = await team.run(["exec", target, "--", "aws", "sts", "get-caller-identity", "--output", "json"]);
      expect(asked.stderr).toBe("");
      expect(JSON.parse(asked.stdout)).toMatchObject({ Arn: arn });
    }
    const uses = await team.run(["server", "audit", "who-used", "Developer", "--json"]);
    expect(JSON.parse(uses.stdout)).toMatchObject({ uses: [{ event: "issued", name: "ana@example.com" }] });
    const { stdout, status } = await team.run(["server", "audit", "verify"]);
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^5 records, none changed and none missing$/m)]);
  },
  LIMIT_MS,
);

declare(
  "others may have other roles, and are refused by the trust policy or by a rule",
  async () => {
    await team.signIn("ben");
    expect(targetsIn((await team.run(["list", "roles", "team", "--json"])).stdout)).toEqual([
      "team:633344445555/Deploy",
      DEVELOPER,
    ]);
    for (const target of ["team:622233334444/ReadOnly", "team:644455556666/Research"]) {
      expect(await team.run(["whoami", target])).toMatchObject({ status: 3, stdout: "" });
    }
    const { stdout } = await team.run(["server", "audit", "export"]);
    expect(stdout).toContain('rule \\"no production for contractors\\" denies it');
    expect(stdout).toContain("the trust policy of Research does not let you have it");
    await team.signIn("dora");
    expect(targetsIn((await team.run(["list", "roles", "team", "--json"])).stdout)).toEqual([
      "team:644455556666/Analyst",
      "team:644455556666/Research",
    ]);
  },
  LIMIT_MS,
);

declare(
  "a part of a name is enough at a terminal",
  async () => {
    await team.signIn("ana");
    await team.run(["list", "roles", "team"]);
    const terminal = team.terminalProgram([PROGRAM, "whoami", "team:Developer"]);
    expect(await terminal.exited).toBe(0);
    expect(terminal.screen).toContain("arn:aws:sts::633344445555:assumed-role/Developer/ana@example.com");
  },
  LIMIT_MS,
);

declare(
  "another shell that moves in has the same server, whatever database it had in mind before",
  async () => {
    const before = { ...team.machine.environment, DATABASE_URL: "postgres://127.0.0.1:1/real" };
    const script = `eval "$(actas sandbox env)" && actas server check && actas server rules show && actas list sources`;
    const { status, stdout, stderr } = await team.runProgram(["env", "-i", ...entries(before), "bash", "-c", script]);
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(`it is ${team.teamUrl}, and listens on`);
    expect(stdout).toContain('rule "no production for contractors" denies contractors: matches 4 roles');
    expect(stdout).toMatch(/^team {2,}\S+ {2,}credential-server {2,}http/m);
  },
  LIMIT_MS,
);

interface Listed {
  readonly id: string;
  readonly roles: readonly { readonly name: string }[];
}

function targetsIn(stdout: string): readonly string[] {
  const { sources } = JSON.parse(stdout) as { readonly sources: readonly Listed[] };
  return sources.flatMap(({ id, roles }) => roles.map(({ name }) => `${id}:${name}`));
}

function entries(variables: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(variables).map(([name, value]) => `${name}=${value}`);
}
