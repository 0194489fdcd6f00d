import { beforeAll } from "bun:test";
import { ALL_MIGRATIONS } from "../../src/server/store/all-migrations.ts";
import type { Database } from "../../src/server/store/database.ts";
import { migrate } from "../../src/server/store/migrate.ts";
import { openEmbedded } from "../../src/server/store/open-embedded.ts";
import type { StoreDatabase } from "../../src/server/store/session.ts";
import { needs } from "./needs.ts";
import { openTestDatabase } from "./postgres/open-test-database.ts";
import { type ThrowAwayPostgres, throwAwayPostgres } from "./postgres/throw-away-postgres.ts";

const TEMPLATE = "migrated";

/** A database of a test's own. */
export interface TestDatabase extends AsyncDisposable {
  readonly database: Database;
  /** For other processes, and for more connections: `DATABASE_URL`. */
  readonly url: string;
}

let shared: Promise<{ readonly postgres: ThrowAwayPostgres; readonly root: StoreDatabase }> | undefined;
let made = 0;

/** On a busy machine it takes longer than a test may. */
beforeAll(async () => {
  if (!needs("postgres")) await sharedPostgres();
}, 120_000);

/**
 * A fresh database with all tables, in the one PostgreSQL of this test process. A test that uses it is declared by
 * `testNeeding("postgres")`.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const { url, ...rest } = await emptyTestDatabase(TEMPLATE);
  return { ...rest, url };
}

/** The same without tables. */
export async function emptyTestDatabase(
  template = "template1",
): Promise<TestDatabase & { readonly store: StoreDatabase }> {
  const { postgres, root } = await sharedPostgres();
  const name = `test_${++made}`;
  await root.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = postgres.url(name);
  const store = await openTestDatabase(url);
  return {
    database: store,
    store,
    url,
    [Symbol.asyncDispose]: async () => {
      await store.close();
      await root.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

/** PGlite with all tables, in memory: the same SQL in one session. */
export async function embeddedTestDatabase(): Promise<TestDatabase> {
  const database = await openEmbedded(undefined);
  await migrate(database, ALL_MIGRATIONS, () => {});
  return { database, url: "", [Symbol.asyncDispose]: () => database.close() };
}

function sharedPostgres(): ReturnType<typeof startShared> {
  shared ??= startShared();
  return shared;
}

async function startShared(): Promise<{ postgres: ThrowAwayPostgres; root: StoreDatabase }> {
  const postgres = await throwAwayPostgres();
  const root = await openTestDatabase(postgres.url());
  await root.query(`CREATE DATABASE ${TEMPLATE}`);
  const template = await openTestDatabase(postgres.url(TEMPLATE));
  await migrate(template, ALL_MIGRATIONS, () => {});
  // CREATE DATABASE refuses a template that somebody is connected to.
  await template.close();
  return { postgres, root };
}
