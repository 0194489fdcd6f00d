import { afterAll, expect, test } from "bun:test";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Database } from "../../../src/server/store/database.ts";
import { sqlStateOf } from "../../../src/server/store/database-failure.ts";
import { openBeside } from "../../../src/server/store/open-beside.ts";
import { openDatabase } from "../../../src/server/store/open-database.ts";

const LIMIT_MS = 120_000;
const folder = mkdtempSync(join(tmpdir(), "actas-beside-"));
afterAll(() => rmSync(folder, { recursive: true }));

const said: string[] = [];
const tools = {
  log: (line: string) => void said.push(line),
  surroundings: { directory: "/", environment: { PATH: "/usr/bin:/bin" } },
};
const open = (name = "database"): Promise<Database> =>
  openDatabase({ folder: join(folder, name), kind: "embedded" }, tools);
const beside = (name = "database"): Promise<Database> => openBeside({ folder: join(folder, name) }, tools);

test(
  "what is embedded in a server that runs is read beside it, as the types that the store promises",
  async () => {
    // A server that was killed has left its socket, which is one no more.
    const first = await open();
    await first.close();
    writeFileSync(join(folder, "database/embedded.sock"), "");
    const server = await open();
    const other = await beside();
    expect(other.kind).toBe("embedded");
    const text = `SELECT 9007199254740991::bigint AS big, 7::int AS small, 1.50::numeric AS exact, true AS flag,
       null AS nothing, timestamptz '2026-11-28 10:00+00' AS at, '{"a": [1]}'::jsonb AS json, ARRAY['a','b'] AS list,
       $1::text AS given, $2::int[] AS numbers, $3::timestamptz AS time`;
    const values = ["a\n\u{1f600}'", [1, 2], new Date("2026-11-28T10:00:00Z")];
    const expected = {
      big: 9007199254740991,
      small: 7,
      exact: "1.50",
      flag: true,
      nothing: null,
      at: new Date("2026-11-28T10:00:00Z"),
      json: { a: [1] },
      list: ["a", "b"],
      given: "a\n\u{1f600}'",
      numbers: [1, 2],
      time: new Date("2026-11-28T10:00:00Z"),
    };
    expect(await other.query(text, values)).toEqual([expected]);
    expect(await server.query(text, values)).toEqual([expected]);
    // Both at once, and what one of them got wrong is not in the way of the next.
    const asked = [other.query("SELECT 1 / 0"), other.query("SELECT 2 AS two"), server.query("SELECT 3 AS three")];
    const [wrong, two, three] = await Promise.allSettled(asked);
    expect(sqlStateOf((wrong as PromiseRejectedResult).reason)).toBe("22012");
    expect([two, three]).toMatchObject([{ value: [{ two: 2 }] }, { value: [{ three: 3 }] }]);
    await other.close();
    await server.close();
  },
  LIMIT_MS,
);

test(
  "who reads sees what the server has just written, and not what it has not yet decided",
  async () => {
    const server = await open();
    const other = await beside();
    await server.query("CREATE TABLE IF NOT EXISTS shown (at int)");
    const count = async (): Promise<unknown> => (await other.query("SELECT count(*)::int AS n FROM shown"))[0]?.n;
    let meanwhile: Promise<unknown> | undefined;
    await server.transaction(async (queries) => {
      await queries.query("INSERT INTO shown VALUES (1)");
      meanwhile = count();
      await queries.query("INSERT INTO shown VALUES (2)");
    });
    expect(await meanwhile).toBe(2);
    await server
      .transaction(async (queries) => {
        await queries.query("INSERT INTO shown VALUES (3)");
        throw new Error("changed its mind");
      })
      .catch(() => {});
    expect(await count()).toBe(2);
    await other.close();
    await server.close();
  },
  LIMIT_MS,
);

test(
  "a server that ends while it is read is told, and its socket is gone",
  async () => {
    const server = await open();
    const other = await beside();
    await server.close();
    await expect(other.query("SELECT 1")).rejects.toThrow("cannot ask the server that uses the database in");
    await other.close();
    expect(existsSync(join(folder, "database/embedded.sock"))).toBe(false);
    // Nobody has it now, and it is opened here.
    const alone = await beside();
    expect(await alone.query("SELECT 1 AS one")).toEqual([{ one: 1 }]);
    await alone.close();
  },
  LIMIT_MS,
);

test(
  "in a folder whose path is too long for a socket the server runs, and says that nobody reads beside it",
  async () => {
    const name = "long".repeat(30);
    const server = await open(name);
    expect(said.join("\n")).toContain("is too long for a socket");
    await expect(openBeside({ folder: join(folder, name) }, tools, 0)).rejects.toThrow("does not let others read it");
    await server.close();
  },
  LIMIT_MS,
);
