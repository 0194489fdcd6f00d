import { expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Clock } from "../../../src/base/clock.ts";
import { OUTPUT_SHAPES } from "../../../src/cli/json/output-shapes.ts";
import { callsOf } from "../../../src/sandbox/control/control-client.ts";
import { KeptAuditTrail } from "../../../src/server/audit/kept-audit-trail.ts";
import { timesNow } from "../../../src/server/audit/times-now.ts";
import { HttpRefusal } from "../../../src/server/http-refusal.ts";
import { endSignInsOf } from "../../../src/server/people/sign-ins/end-sign-ins-of.ts";
import { LendingWorld } from "../../support/lending/lending-world.ts";
import { ACCOUNT, type TeamWorld, withTeam } from "../../support/lending/team-world.ts";
import { testNeeding } from "../../support/needs.ts";
import { peopleTest } from "../../support/people/server-test.ts";
import { PROGRAM } from "../../support/program.ts";
import { runCommand } from "../../support/run-command.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { testDatabase } from "../../support/test-database.ts";
import { until } from "../../support/until.ts";

const testOnPostgres = testNeeding("postgres");
const HOUR_MS = 3_600_000;
const WORK = `arn:aws:iam::${ACCOUNT}:role/Work`;

function teamTest(name: string, body: (team: TeamWorld) => Promise<void>): void {
  testOnPostgres(name, () => withTeam({}, body), 120_000);
}

teamTest(
  "who is revoked is lent nothing more, and what they hold is told, with the policy that ends it",
  async (team) => {
    const { world, signIn } = team;
    await signIn();
    expect((await world.run(["whoami", `staff:${ACCOUNT}/Work`])).status).toBe(0);
    const { held } = OUTPUT_SHAPES["server audit"].parse(
      JSON.parse((await server(team, "audit", "held-by", "ana@example.com", "--json")).stdout),
    );
    expect(held).toMatchObject([{ role: WORK, sessionName: "ana@example.com", sourceIdentity: "ana" }]);
    const before = await callsOf(world.sandbox.url);
    const { status, stderr, stdout } = await server(team, "revoke", "ana@example.com");
    expect([status, stderr]).toEqual([0, expect.stringContaining("ended 1 sign-in of ana@example.com (ana)")]);
    expect(stderr).toContain(`1 loan still good`);
    expect(stderr.replace(/\s+/g, " ")).toContain("it denies what is issued within two minutes from now");
    expect(stderr).toContain(`  ${WORK}\n`);
    const [statement] = JSON.parse(stdout).Statement;
    expect(statement).toMatchObject({ Effect: "Deny", Condition: { StringEquals: { "aws:SourceIdentity": "ana" } } });
    expect(await callsOf(world.sandbox.url)).toEqual(before);
    const refused = await world.run(["whoami", "--refresh", "--non-interactive", `staff:${ACCOUNT}/Work`]);
    expect(refused.status).toBe(4);
    expect((await server(team, "audit", "verify")).stdout).toContain("none changed and none missing");
    const exported = (await server(team, "audit", "export")).stdout.trim().split("\n");
    expect(JSON.parse(exported.at(-1) ?? "").record).toMatchObject({
      event: "revoked",
      subject: "ana",
      why: "1 sign-in ended",
    });
    await signIn();
    expect((await world.run(["whoami", "--refresh", `staff:${ACCOUNT}/Work`])).status).toBe(0);
  },
);

teamTest("nobody is taken for another: a name that two have, or that nobody has, revokes nothing", async (team) => {
  const { database, signIn } = team;
  await signIn();
  const trail = new KeptAuditTrail({ database: database.database, clock: new Clock(), log: () => {}, replica: "a" });
  const lent = { event: "issued", requestId: "1", role: WORK, expiration: "2999-01-01T00:00:00.000Z" } as const;
  await trail.record({ ...lent, subject: "mimic", name: "ana@example.com" });
  const two = await server(team, "revoke", "ana@example.com");
  expect([two.status, two.stdout]).toEqual([2, ""]);
  expect(two.stderr).toContain('name one by the subject: "ana", "mimic"');
  const nobody = await server(team, "revoke", "anna");
  expect([nobody.status, nobody.stdout]).toEqual([2, ""]);
  expect(nobody.stderr).toContain('cannot find "anna": nobody of that subject is known here');
  expect(nobody.stderr).toContain('hint: did you mean "ana@example.com"?');
  const open = "SELECT id FROM sign_in WHERE ended_at IS NULL";
  expect(await database.database.query(open)).toHaveLength(1);
  expect((await server(team, "revoke", "mimic")).stderr).toContain("ended 0 sign-ins of ana@example.com (mimic)");
  expect(await database.database.query(open)).toHaveLength(1);
  expect((await server(team, "revoke", "ana")).stderr).toContain("ended 1 sign-in of ana@example.com (ana)");
  expect(await database.database.query(open)).toHaveLength(0);
});

peopleTest(
  "who is revoked while the provider is asked for their groups is known no more when it answers",
  async (world, database) => {
    const { access_token } = await world.tokens();
    world.ahead += 61_000;
    const { promise, resolve } = Promise.withResolvers<void>();
    world.upstream.until = promise;
    const asked = world.upstream.asked.length;
    const refused = world.refusal(access_token, "now");
    await until("the provider is asked", () => world.upstream.asked.length > asked);
    expect(await endSignInsOf(database, "ana", "a test")).toBe(1);
    resolve();
    expect(await refused).toEqual({ status: 401, code: "invalid_token" });
  },
);

peopleTest(
  "a person who was asked who they are is asked again whether they are still signed in",
  async (world, database) => {
    const { access_token } = await world.tokens();
    const { requireSignedIn } = await world.personOf(access_token, "now");
    await expect(requireSignedIn?.()).resolves.toBeUndefined();
    await endSignInsOf(database, "ana", "a test");
    await expect(requireSignedIn?.()).rejects.toMatchObject({ status: 401, code: "invalid_token" });
  },
);

test("who is revoked after their loan has begun gets no keys, and AWS is not asked for any", async () => {
  await using world = await LendingWorld.start();
  const role = await world.mintRole("Dev");
  let isRevoked = false;
  const requireSignedIn = async (): Promise<void> => {
    if (isRevoked) throw new HttpRefusal(401, "invalid_token", "sign in again: your sign-in has ended");
  };
  world.people.set("token-of-eve", { subject: "eve", name: "eve", groups: ["dev"], requireSignedIn });
  expect((await world.assumeRole(role, { token: "token-of-eve" })).status).toBe(200);
  const calls = (await world.stsCalls()).length;
  // What `server revoke` does is between the intent and the call: whoever looks for loans then finds this one.
  world.beforeRecord = ({ event }) => {
    if (event === "intent") isRevoked = true;
  };
  expect((await world.assumeRole(role, { token: "token-of-eve" })).status).toBe(401);
  expect(await world.stsCalls()).toHaveLength(calls);
  expect(world.audit.at(-1)).toMatchObject({ event: "failed", subject: "eve", role });
});

testOnPostgres("the policy reaches what was lent by AWS's time, whatever clock a command has", async () => {
  await using database = await testDatabase();
  const clock = new Clock(() => Date.now() + HOUR_MS);
  const trail = new KeptAuditTrail({ ...database, clock, log: () => {}, replica: "a" });
  const expiration = new Date(Date.now() + 2 * HOUR_MS).toISOString();
  await trail.record({ event: "issued", requestId: "1", role: WORK, subject: "ana", name: "ana", expiration });
  const { stderr, stdout } = await server({ database }, "revoke", "ana");
  expect(stderr).toContain("1 loan still good");
  const [{ Condition }] = JSON.parse(stdout).Statement;
  expect(Date.parse(Condition.DateLessThan["aws:TokenIssueTime"])).toBeGreaterThan(Date.now() + HOUR_MS);
  // A command whose clock is ahead takes no loan for one that has ended.
  const { earliest, latest } = await timesNow(database.database, Date.now() + 9 * HOUR_MS);
  expect([earliest < Date.now() + HOUR_MS, latest > Date.now() + 8 * HOUR_MS]).toEqual([true, true]);
});

testOnPostgres("who can take roles with ID tokens alone is said to go on with them", async () => {
  await using database = await testDatabase();
  using folder = temporaryFolder();
  const trail = new KeptAuditTrail({ ...database, clock: new Clock(), log: () => {}, replica: "a" });
  await trail.record({ event: "signed-in", requestId: "1", subject: "ana", name: "ana" });
  const config = join(folder.path, "actas-server.json");
  const told = async (configuration: object): Promise<string> => {
    writeFileSync(config, JSON.stringify(configuration));
    return (await server({ database }, "revoke", "ana", "--config", config)).stderr.replace(/\s+/g, " ");
  };
  const pass = { issuer: "https://id.example.com", clientId: "staff" };
  expect(await told({ roles: { pass } })).toContain("with ID tokens they take roles of AWS without this server");
  expect(await told({})).not.toContain("ID tokens");
});

async function server({ database }: Pick<TeamWorld, "database">, ...words: readonly string[]) {
  const environment = { DATABASE_URL: database.url, HOME: "/nonexistent", PATH: "" };
  return runCommand([PROGRAM, "server", ...words], { cwd: "/", environment });
}
