import { expect } from "bun:test";
import { testNeeding } from "../../support/needs.ts";
import { PROGRAM } from "../../support/program.ts";
import { foundAt } from "../../support/server/role-past.ts";
import { ACCOUNT, allowed, group } from "../../support/server/role-world.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { type TestDatabase, testDatabase } from "../../support/test-database.ts";

const ARN = `arn:aws:iam::${ACCOUNT}:role/Deploy`;
const LIMIT_MS = 60_000;
const testPostgres = testNeeding("postgres");

testPostgres(
  "a role may be named as the lists print it, and one that no scan has found is told with what is like it",
  async () => {
    await using world = await testDatabase();
    using folder = temporaryFolder();
    expect(roles(world, folder.path, "Deploy").errors).toContain("no account has been scanned yet");
    await foundAt(world.database, "2026-05-01T10:00:00Z", { roles: { Deploy: [allowed(group("dev"))] } });
    const whole = roles(world, folder.path, ARN).output;
    expect(whole).toContain("version 1: ");
    for (const named of ["Deploy", `${ACCOUNT}/Deploy`, `team:${ACCOUNT}/Deploy`])
      expect(roles(world, folder.path, named).output).toBe(whole);
    const refused = (named: string) => {
      const { errors, status } = roles(world, folder.path, named);
      return [status, errors.replace(/\s+/g, " ")];
    };
    expect(refused("deploi")).toEqual([3, expect.stringContaining('hint: did you mean "Deploy"?')]);
    expect(refused("arn:aws:iam::999988887777:role/Deploy")[1]).toContain(
      "account 999988887777 has never been scanned",
    );
    expect(refused("Elsewhere")[1]).toContain("hint: `actas server rules show`");
    await world.database.query(
      `INSERT INTO role_history (account_id, name, version, change, path)
       VALUES ('444455556666', 'Deploy', 2, 'added', '/team/')`,
    );
    const other = "arn:aws:iam::444455556666:role/team/Deploy";
    expect(refused("Deploy")).toEqual([2, expect.stringContaining(`name one by its ARN: ${ARN}, ${other}`)]);
    expect(roles(world, folder.path, `${ACCOUNT}/Deploy`).output).toBe(whole);
    expect(refused("team/Deploy")[1]).not.toContain("cannot tell which");
  },
  LIMIT_MS,
);

function roles({ url }: TestDatabase, folder: string, named: string) {
  const { exitCode, stderr, stdout } = Bun.spawnSync([PROGRAM, "server", "roles", "history", named], {
    env: { PATH: process.env.PATH ?? "", HOME: folder, STATE_DIRECTORY: folder, DATABASE_URL: url },
  });
  return { status: exitCode, output: stdout.toString(), errors: stderr.toString() };
}
