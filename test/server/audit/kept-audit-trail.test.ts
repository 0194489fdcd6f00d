import { expect, test } from "bun:test";
import { mkdtempSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Clock } from "../../../src/base/clock.ts";
import { AuditFile } from "../../../src/server/audit/audit-file.ts";
import { compareAuditFile } from "../../../src/server/audit/compare-audit-file.ts";
import { KeptAuditTrail } from "../../../src/server/audit/kept-audit-trail.ts";
import { verifyAudit } from "../../../src/server/audit/verify-audit.ts";
import { cannotMount } from "../../support/cannot-mount.ts";
import { testNeeding } from "../../support/needs.ts";
import { type TestDatabase, testDatabase } from "../../support/test-database.ts";

const RECORD = join(import.meta.dir, "programs/record.ts");
const ADD = join(import.meta.dir, "programs/add-lines.ts");
const FILL = join(import.meta.dir, "programs/fill.ts");
const testOnPostgres = testNeeding("postgres");

testOnPostgres(
  "two replicas put down 1,000 records at once, in one chain and two files",
  async () => {
    await using world = await testDatabase();
    using place = folder();
    const files = ["a", "b"].map((name) => join(place.path, `${name}.jsonl`));
    const exits = await Promise.all(files.map((file, index) => run(world, [RECORD, "ab"[index]!, "500", file])));
    expect(exits.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    expect(await verifyAudit(world.database)).toMatchObject({ records: 1_000, problems: [] });
    for (const file of files) {
      expect(await compareAuditFile(world.database, file)).toEqual({ lines: 500, cut: 0, problems: [] });
      expect(statSync(file).mode & 0o777).toBe(0o600);
    }
    const rows = await world.database.query(
      "SELECT DISTINCT request_id FROM audit WHERE role = 'arn:aws:iam::1:role/Dev'",
    );
    expect(rows).toHaveLength(1_000);
  },
  60_000,
);

/** A test with a small disk of its own. */
const onSmallDisk: typeof testOnPostgres = (name, body, limitMs) => {
  const reason = cannotMount();
  if (reason) test.skip(`${name} # SKIPPED: ${reason}`, body);
  else testOnPostgres(name, body, limitMs);
};

onSmallDisk(
  "a record that does not fit on the disk is refused with 503, its replica is not ready, and later ones are taken again",
  async () => {
    await using world = await testDatabase();
    using place = folder();
    const path = join(place.path, "audit.jsonl");
    const mounted = `mount -t tmpfs -o size=64k none ${place.path} && "$@"; cat ${path}`;
    const { output } = await run(world, [FILL, path], ["unshare", "--mount", "sh", "-c", mounted, "sh"]);
    const said = output.trim().split("\n");
    const lines = said.splice(6);
    expect(said).toEqual([
      ...["taken", "ready: true"],
      ...["503 cannot lend: the audit trail cannot be written", "ready: false ready: false"],
      ...["ready: true", "taken"],
    ]);
    const copy = join(place.path, "copy.jsonl");
    await Bun.write(copy, lines.join("\n"));
    const { problems, cut } = await compareAuditFile(world.database, copy);
    expect({ problems, atMostOneCut: cut <= 1 }).toEqual({ problems: [], atMostOneCut: true });
    expect(await verifyAudit(world.database)).toMatchObject({ records: 3, problems: [] });
  },
  60_000,
);

testOnPostgres("a record that the database does not take is refused with 503, and is not in the file", async () => {
  await using world = await testDatabase();
  using place = folder();
  using file = new AuditFile(join(place.path, "audit.jsonl"));
  const trail = trailOf(world, file);
  await trail.record({ event: "intent", requestId: "1" });
  await world.database.query("ALTER TABLE audit RENAME TO elsewhere");
  const failure = await trail.record({ event: "intent", requestId: "2" }).catch((error: unknown) => error);
  expect(failure).toMatchObject({ status: 503, headers: { "retry-after": "10" } });
  await world.database.query("ALTER TABLE elsewhere RENAME TO audit");
  await trail.record({ event: "intent", requestId: "3" });
  const lines = readFileSync(file.path, "utf8").trim().split("\n");
  expect(lines.map((line) => [JSON.parse(line).seq, JSON.parse(line).record.requestId])).toEqual([
    [1, "1"],
    [2, "3"],
  ]);
});

testNeeding("strace")("a line is on disk before it counts, however many come one after the other", async () => {
  using place = folder();
  const trace = join(place.path, "trace");
  const words = ["-f", "-o", trace, "-e", "trace=write,fdatasync", process.execPath, ADD, join(place.path, "a.jsonl")];
  const child = Bun.spawn(["/usr/bin/strace", ...words], { stdout: "ignore", stderr: "pipe" });
  expect([await child.exited, await child.stderr.text()]).toEqual([0, ""]);
  const calls = readFileSync(trace, "utf8").matchAll(/"(line|counts) (\d)\\n"|fdatasync.* = 0$/gm);
  const seen = [...calls].map(([call, what, number]) => (what ? `${what} ${number}` : call.slice(-3)));
  expect(seen).toEqual([1, 2, 3].flatMap((number) => [`line ${number}`, "= 0", `counts ${number}`]));
});

testOnPostgres("a file that was renamed is left alone, and a new one begun", async () => {
  await using world = await testDatabase();
  using place = folder();
  using file = new AuditFile(join(place.path, "audit.jsonl"));
  const trail = trailOf(world, file);
  await trail.record({ event: "intent", requestId: "1" });
  renameSync(file.path, `${file.path}.1`);
  await trail.record({ event: "intent", requestId: "2" });
  expect(JSON.parse(readFileSync(`${file.path}.1`, "utf8")).record.requestId).toBe("1");
  expect(JSON.parse(readFileSync(file.path, "utf8")).record.requestId).toBe("2");
});

testOnPostgres("a line that a power cut has cut short stays on a line of its own, and is no problem", async () => {
  await using world = await testDatabase();
  using place = folder();
  const path = join(place.path, "audit.jsonl");
  const first = new AuditFile(path);
  await trailOf(world, first).record({ event: "intent", requestId: "1" });
  first.close();
  const whole = readFileSync(path, "utf8");
  for (const left of [whole.slice(0, 100), whole.slice(0, 9), whole.slice(0, 4)]) {
    await Bun.write(path, left);
    const again = new AuditFile(path);
    await trailOf(world, again).record({ event: "intent", requestId: "next" });
    again.close();
    expect(await compareAuditFile(world.database, path)).toEqual({ lines: 2, cut: 1, problems: [] });
  }
});

testOnPostgres("no text of a user's keeps the trail from being written, and none is longer than needed", async () => {
  await using world = await testDatabase();
  const trail = trailOf(world);
  const texts = ["a\0b", "\ud800", "x\ud83d", '"\n\u2028', "é".repeat(5_000)];
  await Promise.all(texts.map((reason, index) => trail.record({ event: "refused", requestId: String(index), reason })));
  const rows = await world.database.query<{ record: string }>("SELECT record FROM audit ORDER BY seq");
  const reasons = rows.map(({ record }) => JSON.parse(record).reason as string);
  expect(reasons.slice(0, 4)).toEqual(["a\ufffdb", "\ufffd", "x\ufffd", '"\n\u2028']);
  expect(reasons[4]).toBe(`${"é".repeat(2_000)}…`);
  expect((await verifyAudit(world.database)).problems).toEqual([]);
});

function trailOf({ database }: TestDatabase, file?: AuditFile): KeptAuditTrail {
  return new KeptAuditTrail({ database, ...(file && { file }), clock: new Clock(), log: () => {}, replica: "a" });
}

function folder(): { readonly path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), "actas-audit-"));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

async function run(
  { url }: TestDatabase,
  words: readonly string[],
  before: readonly string[] = [],
): Promise<{ readonly exitCode: number; readonly output: string }> {
  const child = Bun.spawn([...before, process.execPath, ...words], {
    env: { ...process.env, DATABASE_URL: url },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const output = await new Response(child.stdout).text();
  return { exitCode: await child.exited, output };
}
