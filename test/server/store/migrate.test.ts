import { expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ALL_MIGRATIONS } from "../../../src/server/store/all-migrations.ts";
import { migrate } from "../../../src/server/store/migrate.ts";
import { testNeeding } from "../../support/needs.ts";
import { openTestDatabase } from "../../support/postgres/open-test-database.ts";
import { emptyTestDatabase } from "../../support/test-database.ts";

const FOLDER = join(import.meta.dir, "../../../src/server/store/migrations");
const A = { name: "0001-a", sql: "CREATE TABLE a (x int); INSERT INTO a VALUES (1);" };
const B = { name: "0002-b", sql: "ALTER TABLE a ADD COLUMN y int; INSERT INTO a VALUES (2, 2);" };
const silent = (): void => {};

const testOnPostgres = testNeeding("postgres");

test("every migration in the folder is in the list, in order, under its own name", () => {
  const files = readdirSync(FOLDER).sort();
  expect(ALL_MIGRATIONS.map(({ name }) => `${name}.sql`)).toEqual(files);
  for (const { name, sql } of ALL_MIGRATIONS) expect(sql).toBe(readFileSync(join(FOLDER, `${name}.sql`), "utf8"));
});

testOnPostgres(
  "six replicas that start at once migrate once",
  async () => {
    await using world = await emptyTestDatabase();
    const replicas = await Promise.all(Array.from({ length: 6 }, () => openTestDatabase(world.url)));
    const said: string[] = [];
    await Promise.all(replicas.map((replica) => migrate(replica, [A, B], (line) => said.push(line))));
    expect(said.sort()).toEqual(["migrated the database: 0001-a", "migrated the database: 0002-b"]);
    expect(await world.database.query("SELECT * FROM a ORDER BY x")).toEqual([
      { x: 1, y: null },
      { x: 2, y: 2 },
    ]);
    await Promise.all(replicas.map((replica) => replica.close()));
  },
  30_000,
);

testOnPostgres(
  "a migration that fails leaves nothing of itself, and those before it stay",
  async () => {
    await using world = await emptyTestDatabase();
    const broken = { name: "0002-b", sql: "CREATE TABLE b (x int); SELECT 1/0;" };
    const failure = await migrate(world.store, [A, broken], silent).catch((error: unknown) => error);
    expect(String(failure)).toContain("cannot migrate the database: 0002-b: division by zero");
    expect(await world.database.query("SELECT to_regclass('a') AS a, to_regclass('b') AS b")).toEqual([
      { a: "a", b: null },
    ]);
    await migrate(world.store, [A, B], silent);
    expect(await world.database.query("SELECT count(*) AS rows FROM a")).toEqual([{ rows: 2 }]);
  },
  30_000,
);

testOnPostgres(
  "a database that a newer program has migrated is refused, and left as it is",
  async () => {
    await using world = await emptyTestDatabase();
    await migrate(world.store, [A, B], silent);
    await world.database.query("UPDATE migration SET program = '9.1.0' WHERE name = '0002-b'");
    const failure = await migrate(world.store, [A], silent).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: "configuration",
      message: expect.stringContaining("cannot use the database: actas 9.1.0 has migrated it (0002-b)"),
      hints: ["run actas 9.1.0 or newer, or restore a backup from before"],
    });
  },
  30_000,
);

testOnPostgres(
  "a migration that was changed after it ran is refused",
  async () => {
    await using world = await emptyTestDatabase();
    await migrate(world.store, [A], silent);
    const failure = await migrate(world.store, [{ ...A, sql: `${A.sql} ` }], silent).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "configuration", message: expect.stringContaining("another 0001-a") });
  },
  30_000,
);
