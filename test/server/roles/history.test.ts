import { expect } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { OUTPUT_SHAPES } from "../../../src/cli/json/output-shapes.ts";
import { testNeeding } from "../../support/needs.ts";
import { PROGRAM } from "../../support/program.ts";
import { foundAt } from "../../support/server/role-past.ts";
import { ACCOUNT, allowed, GROUPS, group } from "../../support/server/role-world.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { type TestDatabase, testDatabase } from "../../support/test-database.ts";

const ARN = `arn:aws:iam::${ACCOUNT}:role/Deploy`;
const LIMIT_MS = 60_000;
const testPostgres = testNeeding("postgres");
const CONFIGURATION = {
  url: "https://roles.corp.example/",
  people: { provider: { issuer: "https://idp.example", clientId: "actas" } },
  lending: { issuer: { keyFile: "/nowhere/key" } },
  roles: { pass: { issuer: "https://idp.example", clientId: "aws" } },
};

/** Four changes of one role: dev, then dev and ops, then the provider is gone and comes back, then the role is gone. */
async function fourChanges({ database }: TestDatabase): Promise<void> {
  await foundAt(database, "2026-05-01T10:00:00Z", { roles: { Deploy: [allowed(group("dev"))] } });
  await foundAt(database, "2026-05-03T10:00:00Z", { roles: { Deploy: [allowed(group("dev", "ops"))] } });
  await foundAt(database, "2026-05-05T10:00:00Z", {
    roles: { Deploy: [allowed(group("dev", "ops"))] },
    clients: "none",
  });
  await foundAt(database, "2026-05-07T10:00:00Z", { roles: { Deploy: [allowed(group("dev", "ops"))] } });
  await foundAt(database, "2026-05-09T10:00:00Z", { roles: {} });
}

testPostgres(
  "whether a group could take a role on a day, and since which change, is told with the change in words",
  async () => {
    await using world = await testDatabase();
    using folder = temporaryFolder();
    await fourChanges(world);
    const history = (...more: readonly string[]) => roles(world, folder.path, ARN, ...more).output;
    const opened = history("--at", "2026-05-03", "--group", "ops");
    expect(opened).toContain(
      "At 2026-05-03T23:59:59.999Z: yes\nSince 2026-05-03T10:00:00.000Z, version 2 of the map:\n",
    );
    expect(opened).toContain(`  statement 1: the condition ForAnyValue:StringEquals ${GROUPS} also has ops\n`);
    expect(opened).toContain("Allowed, as far as the trust policy says.");
    const before = history("--at", "2026-05-02", "--group", "ops");
    expect(before).toContain(": no\nSince 2026-05-01T10:00:00.000Z, version 1");
    expect(before).toContain(`no  ForAnyValue:StringEquals ${GROUPS}: dev (the request has ops)`);
    expect(history("--at", "2026-05-04", "--group", "dev")).toContain(
      ": yes\nSince 2026-05-01T10:00:00.000Z, version 1",
    );
    const lost = history("--at", "3", "--group", "dev");
    expect(lost).toContain(
      "At 2026-05-05T10:00:00.000Z: no\nSince 2026-05-05T10:00:00.000Z, version 3 of the map:\n  its account does not trust roles.corp.example/issuer any more\n",
    );
    expect(history("--group", "dev")).toMatch(
      /version 1: yes\n.*\n.*version 2: yes\n.*\n.*version 3: no\n.*\n.*version 4: yes\n.*now trusts roles.corp.example\/issuer for sts.amazonaws.com\n.*version 5: no\n {2}the role is gone\n$/,
    );
  },
  LIMIT_MS,
);

testPostgres(
  "without a person the groups are told that could take the role, then and over time",
  async () => {
    await using world = await testDatabase();
    using folder = temporaryFolder();
    await fourChanges(world);
    const { output } = roles(world, folder.path, ARN);
    const versions = output.split("\n").filter((line) => /^\d/.test(line));
    expect(versions.map((line) => line.replace(/^.*version /, ""))).toEqual([
      "1: dev",
      "2: dev, ops",
      "3: nobody by one group alone",
      "4: dev, ops",
      "5: nobody",
    ]);
    const then = roles(world, folder.path, ARN, "--at", "2026-05-04", "--json");
    const { at } = OUTPUT_SHAPES["server roles"].parse(JSON.parse(then.output));
    expect(at).toMatchObject({ who: "dev, ops", version: 2, state: "there", since: { version: 2 } });
  },
  LIMIT_MS,
);

testPostgres(
  "the owner of a token is judged as the server would, and a token of another provider is refused",
  async () => {
    await using world = await testDatabase();
    using folder = temporaryFolder();
    await fourChanges(world);
    const token = (claims: object) => {
      const path = join(folder.path, "token");
      const payload = { iss: "https://idp.example", aud: "actas", sub: "ana", exp: 9e9, ...claims };
      writeFileSync(path, `e30.${Buffer.from(JSON.stringify(payload)).toString("base64url")}.x`);
      return path;
    };
    const at = ["--at", "2026-05-03"];
    const ask = (claims: object) => roles(world, folder.path, ARN, ...at, "--token", token(claims));
    expect(ask({ groups: ["ops"] }).output).toContain("At 2026-05-03T23:59:59.999Z: yes");
    expect(ask({ groups: ["sales"] }).output).toContain("At 2026-05-03T23:59:59.999Z: no");
    const foreign = ask({ iss: "https://other.example" });
    expect([foreign.status, foreign.errors.replace(/\s+/g, " ")]).toEqual([
      2,
      expect.stringContaining(
        "it is of https://other.example, and people of this server sign in at https://idp.example",
      ),
    ]);
  },
  LIMIT_MS,
);

testPostgres(
  "a role of an account that left is closed to all, open again when the account is back, and told when it is another",
  async () => {
    await using world = await testDatabase();
    using folder = temporaryFolder();
    const found = { roles: { Deploy: [allowed(group("dev"))] } };
    await foundAt(world.database, "2026-05-01T10:00:00Z", found);
    await world.database.transaction(async (queries) => {
      await queries.query("UPDATE map_version SET version = version + 1");
      await queries.query("UPDATE account SET closed_at = now(), version = 2");
      await queries.query(
        "INSERT INTO role_history (account_id, name, version, change, changed_at) VALUES ($1, 'Deploy', 2, 'closed', '2026-05-02')",
        [ACCOUNT],
      );
    });
    await foundAt(world.database, "2026-05-03T10:00:00Z", found);
    await foundAt(world.database, "2026-05-04T10:00:00Z", { ...found, roleId: "AROATWO" });
    expect(roles(world, folder.path, ARN, "--group", "dev").output.replace(/^.*version /gm, "")).toBe(
      "1: yes\n  a scan found it for the first time\n2: no\n  its account has left the organization\n" +
        "3: yes\n  its account is back in the organization, with a trust policy\n4: yes\n  it was deleted and made anew\n",
    );
  },
  LIMIT_MS,
);

testPostgres(
  "a time that is none, one before the first scan, a role that nobody has found and half a question are refused with words",
  async () => {
    await using world = await testDatabase();
    using folder = temporaryFolder();
    await fourChanges(world);
    const refused = (role: string, ...more: readonly string[]) => {
      const { errors, status } = roles(world, folder.path, role, ...more);
      return [status, errors.replace(/\s+/g, " ")];
    };
    expect(refused(ARN, "--at", "yesterday")).toEqual([
      2,
      expect.stringContaining('cannot take "yesterday" for a time'),
    ]);
    expect(refused(ARN, "--at", "2026-04-01")).toEqual([
      3,
      expect.stringContaining("the first scan that found it was at 2026-05-01T10:00:00.000Z, version 1"),
    ]);
    expect(refused(`${ARN}ed`)).toEqual([
      3,
      expect.stringContaining("no scan has found it, and nobody was ever lent it"),
    ]);
    expect(refused(ARN, "--token", "x", "--group", "dev")[0]).toBe(2);
  },
  LIMIT_MS,
);

testPostgres(
  "what was withheld then is said to have been open to nobody, and to whom the configuration acknowledges",
  async () => {
    await using world = await testDatabase();
    using folder = temporaryFolder();
    await foundAt(world.database, "2026-05-01T10:00:00Z", {
      roles: { Deploy: [allowed({ StringEquals: undefined })] },
    });
    expect(roles(world, folder.path, ARN, "--at", "1").output).toContain(": nobody: it is withheld (open-to-provider)");
    const acknowledged = { ...CONFIGURATION, roles: { acknowledged: [ARN] } };
    expect(rolesBy(acknowledged, world, folder.path, ARN, "--at", "1").output).toContain(": everybody\n");
  },
  LIMIT_MS,
);

function roles(world: TestDatabase, folder: string, ...args: readonly string[]) {
  return rolesBy(CONFIGURATION, world, folder, ...args);
}

function rolesBy(configuration: object, { url }: TestDatabase, folder: string, ...args: readonly string[]) {
  const config = join(folder, "actas-server.json");
  writeFileSync(config, JSON.stringify(configuration));
  const { exitCode, stderr, stdout } = Bun.spawnSync([PROGRAM, "server", "roles", "history", "-c", config, ...args], {
    env: { PATH: process.env.PATH ?? "", HOME: folder, STATE_DIRECTORY: folder, DATABASE_URL: url },
  });
  return { status: exitCode, output: stdout.toString(), errors: stderr.toString() };
}
