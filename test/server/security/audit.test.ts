import { expect, test } from "bun:test";
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Clock } from "../../../src/base/clock.ts";
import { printable } from "../../../src/base/printable.ts";
import { AuditFile } from "../../../src/server/audit/audit-file.ts";
import { type ChainedRecord, hashOf, lineOf } from "../../../src/server/audit/chained-record.ts";
import { compareAuditFile } from "../../../src/server/audit/compare-audit-file.ts";
import { KeptAuditTrail } from "../../../src/server/audit/kept-audit-trail.ts";
import { type AuditHead, verifyAudit } from "../../../src/server/audit/verify-audit.ts";
import type { Database } from "../../../src/server/store/database.ts";
import { testNeeding } from "../../support/needs.ts";
import { testDatabase } from "../../support/test-database.ts";

const testOnPostgres = testNeeding("postgres");

testOnPostgres("a record of the audit trail can be neither changed nor removed", async () => {
  await using trail = await trailOfFive();
  for (const statement of ["UPDATE audit SET record = '{}'", "DELETE FROM audit WHERE seq = 3", "TRUNCATE audit"]) {
    const failure = await trail.database.query(statement).catch((error: unknown) => error);
    expect(String(failure)).toContain("records of the audit trail are never changed or removed");
  }
  expect(await verifyAudit(trail.database)).toMatchObject({ records: 5, problems: [] });
});

testOnPostgres("whoever owns the database and changes a record all the same is found out, by its number", async () => {
  await using trail = await trailOfFive();
  await trail.tamper("UPDATE audit SET record = replace(record, 'ana', 'bob') WHERE seq = 3");
  expect((await verifyAudit(trail.database)).problems).toEqual(["record 3 was changed: its hash is another"]);
});

testOnPostgres("a record that was changed and given a hash that fits is found out by the next one", async () => {
  await using trail = await trailOfFive();
  const [row] = await trail.database.query<{ previous: string; record: string }>("SELECT * FROM audit WHERE seq = 3");
  const record = row!.record.replace("ana", "bob");
  await trail.tamper("UPDATE audit SET record = $1, hash = $2 WHERE seq = 3", [record, hashOf(row!.previous, record)]);
  expect((await verifyAudit(trail.database)).problems).toEqual([
    "record 4 does not follow record 3: one of them was replaced",
  ]);
});

testOnPostgres("a record that was removed is found out, by its number", async () => {
  await using trail = await trailOfFive();
  await trail.tamper("DELETE FROM audit WHERE seq = 2");
  expect((await verifyAudit(trail.database)).problems).toEqual(["record 2 is missing: record 3 follows record 1"]);
});

testOnPostgres("an end that was cut off is found out by the head", async () => {
  await using trail = await trailOfFive();
  await trail.tamper("DELETE FROM audit WHERE seq > 3");
  expect((await verifyAudit(trail.database)).problems).toEqual(["record 4 is missing: the trail ended with record 5"]);
});

testOnPostgres(
  "an end that was cut off, the head set back, is found out by the file and by a head noted elsewhere",
  async () => {
    await using trail = await trailOfFive();
    const { head } = await verifyAudit(trail.database);
    await trail.tamper("DELETE FROM audit WHERE seq > 3");
    await trail.tamper("UPDATE audit_head SET seq = 3, hash = (SELECT hash FROM audit WHERE seq = 3)");
    expect((await verifyAudit(trail.database)).problems).toEqual([]);
    expect((await verifyAudit(trail.database, head)).problems).toEqual([
      "record 4 is missing: record 5 was noted earlier",
    ]);
    expect((await compareAuditFile(trail.database, trail.file)).problems).toEqual([
      `${trail.file}, line 4: record 4 is not in the table`,
      `${trail.file}, line 5: record 5 is not in the table`,
    ]);
  },
);

testOnPostgres(
  "a trail that was written anew, hashes and head too, is found out by the file and by a head noted elsewhere",
  async () => {
    await using trail = await trailOfFive();
    const { head } = await verifyAudit(trail.database);
    await rewrite(trail.database, trail.tamper, head);
    expect((await verifyAudit(trail.database)).problems).toEqual([]);
    expect((await verifyAudit(trail.database, head)).problems).toEqual([
      "record 5 is not the one that was noted: the trail was written anew",
    ]);
    expect((await compareAuditFile(trail.database, trail.file)).problems[0]).toBe(
      `${trail.file}, line 1: record 1 is another in the table`,
    );
  },
);

testOnPostgres("a line of the file that was changed is found out", async () => {
  await using trail = await trailOfFive();
  await Bun.write(trail.file, (await Bun.file(trail.file).text()).replace("ana", "bob"));
  expect((await compareAuditFile(trail.database, trail.file)).problems).toEqual([
    `${trail.file}, line 1: record 1 is another in the table`,
  ]);
});

/** What ends a line for some programs, and what a terminal or a reader is deceived by. */
const TRICKY = "a\u2028b\u2029c\u0085d\re\u009b31mf\u202eg\u200bh\u{e0041}i\u0000\ud800 \u00e4";

testOnPostgres(
  "a reason of invisible characters breaks no line of the trail, and is exported as it was hashed",
  async () => {
    await using trail = await trailOfFive([TRICKY]);
    expect(await compareAuditFile(trail.database, trail.file)).toEqual({ lines: 6, cut: 0, problems: [] });
    const [row] = await trail.database.query<ChainedRecord>(
      "SELECT seq, previous, hash, record FROM audit WHERE seq = 6",
    );
    expect(printable(lineOf(row!))).toBe(lineOf(row!));
    expect(JSON.parse(row!.record).reason).toBe(TRICKY.replace("\u0000\ud800", "\ufffd\ufffd"));
  },
);

testOnPostgres(
  "a line that has other line ends within it, or ends within a character, is no sign of a change",
  async () => {
    await using trail = await trailOfFive();
    const [row] = await trail.database.query<ChainedRecord>(
      "SELECT seq, previous, hash, record FROM audit WHERE seq = 5",
    );
    const record = row!.record.replace("ana", "\u2028\u00e4");
    await trail.tamper("UPDATE audit SET record = $1 WHERE seq = 5", [record]);
    const line = Buffer.from(lineOf({ ...row!, record }));
    const cut = line.subarray(0, line.indexOf(Buffer.from("\u00e4")) + 1);
    await Bun.write(trail.file, Buffer.concat([line, Buffer.from("\n"), cut, Buffer.from("\n")]));
    expect(await compareAuditFile(trail.database, trail.file)).toEqual({ lines: 2, cut: 1, problems: [] });
  },
);

test("a file that every user may write to is none for the trail", () => {
  using place = folder();
  writeFileSync(place.file, "");
  chmodSync(place.file, 0o666);
  expect(() => new AuditFile(place.file).prepare()).toThrow("every user may write to it");
});

testNeeding("root")("nor is one that another user has left there", () => {
  using place = folder();
  writeFileSync(place.file, "");
  chownSync(place.file, 65_534, 65_534);
  expect(() => new AuditFile(place.file).prepare()).toThrow("it belongs to another user (uid 65534)");
});

function folder() {
  const path = mkdtempSync(join(tmpdir(), "actas-audit-"));
  return {
    file: join(path, "audit.jsonl"),
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}

type Tamper = (statement: string, values?: readonly unknown[]) => Promise<void>;

/** Ana becomes Bob in all records, and the chain is made to fit. */
async function rewrite(database: Database, tamper: Tamper, { seq }: AuditHead): Promise<void> {
  const rows = await database.query<{ seq: number; record: string }>("SELECT seq, record FROM audit ORDER BY seq");
  let previous = "0".repeat(64);
  for (const row of rows) {
    const record = row.record.replace("ana", "bob");
    const hash = hashOf(previous, record);
    await tamper("UPDATE audit SET record = $1, hash = $2, previous = $3 WHERE seq = $4", [
      record,
      hash,
      previous,
      row.seq,
    ]);
    previous = hash;
  }
  await tamper("UPDATE audit_head SET hash = $1 WHERE seq = $2", [previous, seq]);
}

/** @param reasons - of records after those five */
async function trailOfFive(reasons: readonly string[] = []) {
  const world = await testDatabase();
  const { database } = world;
  const folder = mkdtempSync(join(tmpdir(), "actas-audit-"));
  const file = new AuditFile(join(folder, "audit.jsonl"));
  const trail = new KeptAuditTrail({ database, file, clock: new Clock(), log: () => {}, replica: "a" });
  for (let number = 1; number <= 5; number++)
    await trail.record({ event: "issued", requestId: String(number), subject: "ana" });
  for (const reason of reasons) await trail.record({ event: "issued", requestId: "more", subject: "ana", reason });
  file.close();
  /** As the owner of the database, or a superuser. */
  const tamper: Tamper = (statement, values) =>
    database.transaction(async (queries) => {
      await queries.query("ALTER TABLE audit DISABLE TRIGGER ALL");
      await queries.query(statement, values);
      await queries.query("ALTER TABLE audit ENABLE TRIGGER ALL");
    });
  return {
    database,
    file: file.path,
    tamper,
    [Symbol.asyncDispose]: async () => {
      await world[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
