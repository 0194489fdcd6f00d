import { expect } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { OUTPUT_SHAPES } from "../../src/cli/json/output-shapes.ts";
import { acknowledgeFinding } from "../../src/server/findings/acknowledge-finding.ts";
import { writeFailure } from "../../src/server/scanning/write-account.ts";
import { testNeeding } from "../support/needs.ts";
import { PROGRAM } from "../support/program.ts";
import { foundAt } from "../support/server/role-past.ts";
import { ACCOUNT, allowed, group } from "../support/server/role-world.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { type TestDatabase, testDatabase } from "../support/test-database.ts";

const ARN = `arn:aws:iam::${ACCOUNT}:role/Wide`;
const LIMIT_MS = 60_000;
const WIDE = { roles: { Wide: [allowed({ StringEquals: undefined })], Good: [allowed(group("dev"))] } };
const GOOD = { roles: { Wide: [allowed(group("dev"))], Good: [allowed(group("dev"))] } };
const testPostgres = testNeeding("postgres");

testPostgres(
  "a finding has a beginning and an end, and one that comes back is another",
  async () => {
    await using world = await testDatabase();
    using folder = temporaryFolder();
    for (const found of [WIDE, WIDE, GOOD, WIDE]) await foundAt(world.database, "2026-05-01T10:00:00Z", found);
    const all = listed(world, folder.path, "--all");
    expect(all.map(({ code, role, until }) => [role, code, until !== undefined])).toEqual([
      [ARN, "open-to-provider", false],
      [ARN, "open-to-provider", true],
    ]);
    expect(listed(world, folder.path)).toHaveLength(1);
    const { output } = run(world, folder.path);
    expect(output).toMatch(
      /^error {4}open-to-provider {2}arn:aws:iam::111122223333:role\/Wide {2}since \S+Z, of the policy with SHA-256 [\da-f]{64}\n1 finding, 1 of them/,
    );
  },
  LIMIT_MS,
);

testPostgres(
  "an account that cannot be read is a finding until it can be, and one that left has none",
  async () => {
    await using world = await testDatabase();
    using folder = temporaryFolder();
    await foundAt(world.database, "2026-05-01T10:00:00Z", GOOD);
    const listedAccount = { id: ACCOUNT, auditRoleArn: `arn:aws:iam::${ACCOUNT}:role/audit` };
    const fail = () =>
      world.database.transaction((queries) => writeFailure(queries, listedAccount, "could not assume role"));
    await fail();
    await fail();
    expect(listed(world, folder.path)).toMatchObject([{ account: ACCOUNT, code: "account-unread" }]);
    await foundAt(world.database, "2026-05-02T10:00:00Z", GOOD);
    expect(listed(world, folder.path)).toEqual([]);
    expect(listed(world, folder.path, "--all")).toMatchObject([{ code: "account-unread", until: expect.any(String) }]);
  },
  LIMIT_MS,
);

testPostgres(
  "who acknowledges a finding is put down with the reason, in the audit trail too, and it counts for that policy only",
  async () => {
    await using world = await testDatabase();
    using folder = temporaryFolder();
    await foundAt(world.database, "2026-05-01T10:00:00Z", WIDE);
    const digest = listed(world, folder.path)[0]?.trustPolicyDigest ?? "";
    const words = ["acknowledge", ARN, "open-to-provider", "--digest", digest, "--reason", "visitors only"];
    const done = run(world, folder.path, ...words);
    expect([done.status, done.errors.replace(/\s+/g, " ")]).toEqual([
      0,
      expect.stringContaining("the role is still withheld: `roles.acknowledged`"),
    ]);
    expect(listed(world, folder.path)).toMatchObject([{ acknowledged: { by: "ana", reason: "visitors only" } }]);
    const [record] = await world.database.query("SELECT event, role, record::jsonb ->> 'name' AS name FROM audit");
    expect(record).toEqual({ event: "configured", role: ARN, name: "ana" });
    const wider = [allowed({ StringEquals: undefined }), allowed(group("dev"))];
    await foundAt(world.database, "2026-05-02T10:00:00Z", { roles: { ...WIDE.roles, Wide: wider } });
    expect(listed(world, folder.path).map(({ acknowledged, code }) => [code, acknowledged])).toEqual([
      ["open-to-provider", undefined],
    ]);
  },
  LIMIT_MS,
);

testPostgres(
  "whoever changes a policy after somebody has looked at it has nothing acknowledged by them",
  async () => {
    await using world = await testDatabase();
    using folder = temporaryFolder();
    await foundAt(world.database, "2026-05-01T10:00:00Z", WIDE);
    const sha256 = listed(world, folder.path)[0]?.trustPolicyDigest ?? "";
    const wider = [...WIDE.roles.Wide, allowed(group("everybody"))];
    await foundAt(world.database, "2026-05-02T10:00:00Z", { roles: { ...WIDE.roles, Wide: wider } });
    const words = ["acknowledge", ARN, "open-to-provider", "--digest", sha256, "--reason", "it was harmless"];
    const { errors, status } = run(world, folder.path, ...words);
    expect([status, errors]).toEqual([2, expect.stringContaining("the trust policy is another by now")]);
    expect(await world.database.query("SELECT 1 FROM audit")).toEqual([]);
    // A scan that comes in the very moment changes nothing: what was seen is kept, and not what is there.
    const said = { accountId: ACCOUNT, role: "Wide", code: "open-to-provider", by: "ana", reason: "x", sha256 };
    expect(await acknowledgeFinding(world.database, said)).toBe("acknowledged");
    expect(listed(world, folder.path).map(({ acknowledged }) => acknowledged)).toEqual([undefined]);
  },
  LIMIT_MS,
);

testPostgres(
  "what cannot be acknowledged is told with what could be",
  async () => {
    await using world = await testDatabase();
    using folder = temporaryFolder();
    await foundAt(world.database, "2026-05-01T10:00:00Z", WIDE);
    const refused = (...args: readonly string[]) => {
      const { errors, status } = run(world, folder.path, ...args);
      return [status, errors.replace(/\s+/g, " ")];
    };
    const because = ["--reason", "x", "--digest", "0".repeat(64)];
    expect(refused("acknowledge", ARN, "no-audience", ...because)).toEqual([
      2,
      expect.stringContaining("there is no such finding actas: hint: it has open-to-provider"),
    ]);
    const elsewhere = `arn:aws:iam::${ACCOUNT}:role/team/Wide`;
    expect(refused("acknowledge", elsewhere, "open-to-provider", ...because)).toEqual([
      3,
      expect.stringContaining('did you mean "arn:aws:iam::111122223333:role/Wide"?'),
    ]);
    expect(refused("acknowledge", ARN, "open-to-provider", "--reason", "x")[1]).toContain("of which trust policy");
    expect(refused("acknowledge", ARN, "open-to-provider")[1]).toContain("nobody could tell later why");
    expect(refused("acknowledge", "Wild", "open-to-provider", ...because)[1]).toContain('did you mean "Wide"?');
    expect(refused("acknowledge", "111122224444", "open-to-provider", ...because)[0]).toBe(3);
    expect(refused("acknowledge")[1]).toContain("no role is named");
    expect(refused("mend")[1]).toContain("it is list or acknowledge");
    expect(refused("list", ARN, "open-to-provider")[1]).toContain("list takes no code");
    const { trustPolicyDigest = "" } = listed(world, folder.path)[0] ?? {};
    const seen = ["--reason", "x", "--digest", trustPolicyDigest];
    expect(refused("acknowledge", "Wide", "open-to-provider", ...seen)[0]).toBe(0);
  },
  LIMIT_MS,
);

testPostgres(
  "findings of one role, or of one account, are listed by its name, and one that no scan has found is refused",
  async () => {
    await using world = await testDatabase();
    using folder = temporaryFolder();
    await foundAt(world.database, "2026-05-01T10:00:00Z", WIDE);
    const there = [{ role: ARN, code: "open-to-provider" }];
    for (const place of [ARN, "Wide", `${ACCOUNT}/Wide`, ACCOUNT])
      expect(listed(world, folder.path, place)).toMatchObject(there);
    expect(listed(world, folder.path, "Good")).toEqual([]);
    const unread = run(world, folder.path, "list", "999988887777");
    expect([unread.status, unread.errors]).toEqual([3, expect.stringContaining("none that this server scans")]);
    expect(run(world, folder.path, "list", "Nowhere").errors).toContain('cannot find the role "Nowhere"');
  },
  LIMIT_MS,
);

function listed(world: TestDatabase, folder: string, ...more: readonly string[]) {
  const { output } = run(world, folder, "list", "--json", ...more);
  return OUTPUT_SHAPES["server findings"].parse(JSON.parse(output)).findings;
}

function run({ url }: TestDatabase, folder: string, ...args: readonly string[]) {
  const config = join(folder, "actas-server.json");
  writeFileSync(config, "{}");
  const { exitCode, stderr, stdout } = Bun.spawnSync([PROGRAM, "server", "findings", ...args, "-c", config], {
    env: { PATH: process.env.PATH ?? "", HOME: folder, STATE_DIRECTORY: folder, DATABASE_URL: url, SUDO_USER: "ana" },
  });
  return { status: exitCode, output: stdout.toString(), errors: stderr.toString() };
}
