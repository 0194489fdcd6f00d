import { expect } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Clock } from "../../../src/base/clock.ts";
import { OUTPUT_SHAPES } from "../../../src/cli/json/output-shapes.ts";
import { AuditFile } from "../../../src/server/audit/audit-file.ts";
import type { AuditRecord } from "../../../src/server/audit/audit-record.ts";
import { KeptAuditTrail } from "../../../src/server/audit/kept-audit-trail.ts";
import { testNeeding } from "../../support/needs.ts";
import { PROGRAM } from "../../support/program.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { emptyTestDatabase, type TestDatabase, testDatabase } from "../../support/test-database.ts";

const testOnPostgres = testNeeding("postgres");
const ADMIN = "arn:aws:iam::111122223333:role/Admin";

testOnPostgres(
  "`server audit` says who was lent a role, since when, and verifies the trail",
  async () => {
    await using world = await testDatabase();
    using state = temporaryFolder();
    await lendTo(world, state.path, ["ana", "ben"]);
    const shown = run(["audit", "who-used", "Admin"], world, state.path);
    expect(shown.status).toBe(0);
    expect(shown.output).toMatch(/ana +issued +arn:aws:iam::111122223333:role\/Admin/);
    expect(shown.output).toMatch(/ben +issued/);
    const unknown = run(["audit", "who-used", "Dmin"], world, state.path);
    expect([unknown.status, unknown.output]).toEqual([3, ""]);
    expect(unknown.errors).toContain('cannot find the role "Dmin": no account has been scanned yet');
    const later = run(["audit", "who-used", ADMIN, "--since", "2100-01-01"], world, state.path);
    expect([later.status, later.output]).toEqual([0, ""]);
    expect(later.errors.replace(/\s+/g, " ")).toContain(`nobody was lent ${ADMIN} since 2100-01-01T00:00:00.000Z`);
    const uses = run(["audit", "who-used", ADMIN, "--since", "7d", "--json"], world, state.path);
    expect(OUTPUT_SHAPES["server audit"].parse(JSON.parse(uses.output)).uses).toHaveLength(2);
    const exported = run(["audit", "export"], world, state.path).output.trim().split("\n");
    expect(exported.map((line) => JSON.parse(line).record.subject)).toEqual(["ana", "ben"]);
    const verified = run(["audit", "verify", "--json"], world, state.path);
    expect(verified.status).toBe(0);
    const report = OUTPUT_SHAPES["server audit"].parse(JSON.parse(verified.output));
    expect(report).toMatchObject({ records: 2, problems: [], files: [{ lines: 2, cut: 0 }] });
    expect(run(["audit", "verify", "--noted", report.head ?? ""], world, state.path).status).toBe(0);
    expect(report.unended).toBe(0);
    await record(world, { event: "intent", requestId: "died" }, Date.now() - 3_600_000);
    await record(world, { event: "intent", requestId: "under way" }, Date.now());
    expect(run(["audit", "verify"], world, state.path).output).toContain("1 loan begun and not ended");
    const wrong = run(["audit", "verify", "--noted", `2:${"0".repeat(64)}`], world, state.path);
    expect(wrong.status).toBe(1);
    expect(wrong.output).toContain("broken: record 2 is not the one that was noted");
  },
  60_000,
);

testOnPostgres(
  "`server check` says what works and what does not, and changes nothing",
  async () => {
    await using world = await emptyTestDatabase();
    using state = temporaryFolder();
    const before = run(["check", "--json"], world, state.path);
    expect(before.status).toBe(1);
    const { checks } = OUTPUT_SHAPES["server check"].parse(JSON.parse(before.output));
    expect(checks.find(({ what }) => what === "database")).toMatchObject({
      outcome: "wrong",
      message: expect.stringContaining("its tables are older than this program, or missing"),
    });
    expect(await world.database.query("SELECT to_regclass('migration') AS there")).toEqual([{ there: null }]);
    expect(run(["migrate"], world, state.path).errors).toContain("migrated the database: 0001-jobs");
    const again = run(["migrate"], world, state.path);
    expect([again.status, again.errors]).toEqual([
      0,
      "actas: the tables of the database are those that this version needs\n",
    ]);
    const after = run(["check"], world, state.path);
    expect(after.status).toBe(0);
    expect(after.output).toContain("good: database: it answers, and its tables are those of this version");
    expect(after.output).toContain("note: administrators: nobody is one: without `admins`");
  },
  60_000,
);

testOnPostgres(
  "a configuration that cannot be used is told by file, line and key",
  async () => {
    await using world = await testDatabase();
    using state = temporaryFolder();
    const path = join(state.path, "actas-server.json");
    writeFileSync(path, '{\n  "listen": { "prot": 1 }\n}');
    const { errors, status } = run(["run", "--config", path], world, state.path);
    expect(status).toBe(2);
    expect(errors).toContain(`cannot use the configuration: ${path}, line 2: "listen" has no key "prot"`);
    expect(errors).toContain('did you mean "port"?');
    const missing = (...args: readonly string[]) => run(["check", "--config", ...args], world, state.path).errors;
    expect(missing(join(state.path, "actas-sever.json"))).toContain(`did you mean ${path}?`);
    expect(missing(join(state.path, "other.json"))).toContain(`\`echo '{}' > ${join(state.path, "other.json")}\``);
  },
  30_000,
);

function run(args: readonly string[], { url }: TestDatabase, state: string) {
  const { exitCode, stderr, stdout } = Bun.spawnSync([PROGRAM, "server", ...args], {
    env: {
      PATH: process.env.PATH ?? "",
      HOME: state,
      STATE_DIRECTORY: state,
      DATABASE_URL: url,
      ACTAS_SERVER_LISTEN_PORT: "0",
    },
  });
  return { status: exitCode, output: stdout.toString(), errors: stderr.toString() };
}

async function lendTo({ database }: TestDatabase, state: string, people: readonly string[]): Promise<void> {
  using file = new AuditFile(join(state, "audit.jsonl"));
  const trail = new KeptAuditTrail({ database, file, clock: new Clock(), log: () => {}, replica: "a" });
  for (const subject of people) {
    await trail.record({ event: "issued", requestId: subject, subject, name: subject, role: ADMIN, mode: "mint" });
  }
}

async function record({ database }: TestDatabase, one: AuditRecord, at: number): Promise<void> {
  await new KeptAuditTrail({ database, clock: new Clock(() => at), log: () => {}, replica: "a" }).record(one);
}
