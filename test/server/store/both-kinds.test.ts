import { afterAll, expect, test } from "bun:test";
import type { Database } from "../../../src/server/store/database.ts";
import { needs } from "../../support/needs.ts";
import { embeddedTestDatabase, type TestDatabase, testDatabase } from "../../support/test-database.ts";

const KINDS: readonly [string, () => Promise<TestDatabase>, string | undefined][] = [
  ["PostgreSQL", testDatabase, needs("postgres")],
  ["PGlite", embeddedTestDatabase, undefined],
];

for (const [kind, make, missing] of KINDS) {
  const it = missing ? test.skip : test;
  // PGlite takes seconds to start.
  let made: Promise<TestDatabase> | undefined;
  const world = async (): Promise<Database> => {
    made ??= make();
    return (await made).database;
  };
  afterAll(async () => (await made)?.[Symbol.asyncDispose]());

  it(`${kind}: values come back as the types that the store promises`, async () => {
    const database = await world();
    const [row] = await database.query(
      `SELECT 9007199254740991::bigint AS big, 7::int AS small, 1.50::numeric AS exact, true AS flag, null AS nothing,
         timestamptz '2026-11-28 10:00+00' AS at, '{"a": [1]}'::jsonb AS json, '\\x0102'::bytea AS bytes, ARRAY['a','b'] AS list`,
    );
    expect(withPlainBytes(row)).toEqual({
      big: 9007199254740991,
      small: 7,
      exact: "1.50",
      flag: true,
      nothing: null,
      at: new Date("2026-11-28T10:00:00Z"),
      json: { a: [1] },
      bytes: [1, 2],
      list: ["a", "b"],
    });
  }, 60_000);

  it(`${kind}: values are taken as they come back`, async () => {
    const database = await world();
    const at = new Date("2026-11-28T10:00:00.123Z");
    const values = [
      9007199254740991,
      "x",
      at,
      JSON.stringify({ a: [1] }),
      new Uint8Array([0, 255]),
      ["a", 'b"\\,{'],
      null,
    ];
    const [row] = await database.query(
      "SELECT $1::bigint AS big, $2::text AS text, $3::timestamptz AS at, $4::jsonb AS json, $5::bytea AS bytes, $6::text[] AS list, $7::text AS nothing",
      values,
    );
    expect(withPlainBytes(row)).toEqual({
      big: 9007199254740991,
      text: "x",
      at,
      json: { a: [1] },
      bytes: [0, 255],
      list: ["a", 'b"\\,{'],
      nothing: null,
    });
  }, 60_000);

  it(`${kind}: a transaction that throws leaves nothing, and its error comes through`, async () => {
    const database = await world();
    await database.query("CREATE TABLE thing (name text)");
    const changed = new Error("changed my mind");
    const failing = database.transaction(async (queries) => {
      await queries.query("INSERT INTO thing VALUES ('a')");
      throw changed;
    });
    expect(await failing.catch((error: unknown) => error)).toBe(changed);
    expect(await database.query("SELECT * FROM thing")).toEqual([]);
  }, 60_000);

  it(`${kind}: a statement that the database refuses has PostgreSQL's code`, async () => {
    const database = await world();
    await database.query("CREATE TABLE twice (name text PRIMARY KEY)");
    await database.query("INSERT INTO twice VALUES ($1)", ["a"]);
    const error = await database.query("INSERT INTO twice VALUES ($1)", ["a"]).catch((one: unknown) => one);
    expect(error).toMatchObject({ code: "23505" });
    expect(await database.query("SELECT 1 AS one")).toEqual([{ one: 1 }]);
  }, 60_000);

  it(`${kind}: a transaction in which a statement failed is not taken for done`, async () => {
    const database = await world();
    await database.query("CREATE TABLE once (name text PRIMARY KEY)");
    const careless = database.transaction(async (queries) => {
      await queries.query("INSERT INTO once VALUES ('a')");
      await queries.query("INSERT INTO once VALUES ('a')").catch(() => {});
    });
    expect(await careless.then(() => "done").catch(() => "failed")).toBe("failed");
    expect(await database.query("SELECT * FROM once")).toEqual([]);
  }, 60_000);
}

/** PostgreSQL's driver gives a `Buffer`, PGlite a `Uint8Array`. */
function withPlainBytes(row: Record<string, unknown> | undefined): Record<string, unknown> {
  const bytes = row?.bytes;
  if (!(bytes instanceof Uint8Array)) throw new Error("these are no bytes");
  return { ...row, bytes: [...bytes] };
}
