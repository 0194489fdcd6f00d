import { ActasError } from "../../base/errors.ts";
import type { Log } from "../../base/log.ts";
import { VERSION } from "../../base/version.ts";
import { sqlStateOf } from "./database-failure.ts";
import type { Session, StoreDatabase } from "./session.ts";

/** A change of the database's tables. It is never changed again, and never taken back. */
export interface Migration {
  /** Such as `0001-jobs`; they run in the order of their names. */
  readonly name: string;
  readonly sql: string;
}

interface Applied {
  readonly name: string;
  readonly sha256: string;
  readonly program: string;
}

const APPLIED = "SELECT name, sha256, program FROM migration ORDER BY name";

/** Two that create the same table at once: one of them meets an unfinished row of PostgreSQL's own catalogue. */
const MET_ANOTHER = /^(23505|42P07|42710|XX000)$/;

/**
 * Brings the database's tables to what this program needs. Of replicas that start at once one does it, and the others
 * wait for each step. A server that is told to end does so between two steps.
 *
 * @throws {ActasError} `configuration`: a newer program has migrated it, or a migration is not what it was
 */
export async function migrate(
  database: StoreDatabase,
  migrations: readonly Migration[],
  log: Log,
  stop?: AbortSignal,
): Promise<void> {
  await heed(stop);
  // So a role that may neither make tables nor lock these can run the server, where another role has migrated.
  if (await isMigrated(database, migrations)) return;
  await makeLedger(database);
  while (await applyNext(database, migrations, log)) await heed(stop);
}

/** @throws {ActasError} `configuration`: the tables are not those that this program needs */
export async function requireTables(database: StoreDatabase, migrations: readonly Migration[]): Promise<void> {
  if (await isMigrated(database, migrations)) return;
  throw new ActasError("configuration", "cannot use the database: its tables are older than this program, or missing", {
    hints: ["`actas server migrate` brings them up to date, as does `actas server run`"],
  });
}

/** @throws {ActasError} `configuration`: a newer program has migrated it */
export async function isMigrated(database: StoreDatabase, migrations: readonly Migration[]): Promise<boolean> {
  const [there] = await database.query("SELECT 1 AS there WHERE to_regclass('migration') IS NOT NULL");
  if (!there) return false;
  const applied = await database.query<Applied>(APPLIED);
  refuseOthers(applied, migrations);
  return applied.length === migrations.length;
}

/** An embedded database keeps the program busy: a signal that came meanwhile is heard when nothing else is done. */
async function heed(stop: AbortSignal | undefined): Promise<void> {
  if (stop) await Bun.sleep(1);
  stop?.throwIfAborted();
}

async function makeLedger(database: StoreDatabase): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await database.patiently((session) => session.script(LEDGER));
    } catch (error) {
      if (attempt >= 5 || !MET_ANOTHER.test(sqlStateOf(error) ?? "")) throw error;
    }
  }
}

const LEDGER = `
  CREATE TABLE IF NOT EXISTS migration (
    name text PRIMARY KEY,
    sha256 text NOT NULL,
    program text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE TABLE IF NOT EXISTS migration_turn (only_row boolean PRIMARY KEY CHECK (only_row));
  INSERT INTO migration_turn VALUES (true) ON CONFLICT DO NOTHING;
`;

/** Each step is a transaction of its own. Whether there may be another. */
function applyNext(database: StoreDatabase, migrations: readonly Migration[], log: Log): Promise<boolean> {
  return database.patiently(async (session) => {
    await session.query("SELECT only_row FROM migration_turn FOR UPDATE");
    const applied = await session.query<Applied>(APPLIED);
    refuseOthers(applied, migrations);
    const done = new Set(applied.map(({ name }) => name));
    const next = migrations.find(({ name }) => !done.has(name));
    if (!next) return false;
    await apply(session, next);
    log(`migrated the database: ${next.name}`);
    return true;
  });
}

async function apply(session: Session, { name, sql }: Migration): Promise<void> {
  try {
    await session.script(sql);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ActasError("system", `cannot migrate the database: ${name}: ${reason}`, { cause: error });
  }
  const values = [name, sha256(sql), VERSION];
  await session.query("INSERT INTO migration (name, sha256, program) VALUES ($1, $2, $3)", values);
}

function refuseOthers(applied: readonly Applied[], migrations: readonly Migration[]): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { name, sha256: was, program } of applied) {
    const migration = known.get(name);
    if (!migration) {
      throw new ActasError(
        "configuration",
        `cannot use the database: actas ${program} has migrated it (${name}), and this is actas ${VERSION}`,
        { hints: [`run actas ${program} or newer, or restore a backup from before`] },
      );
    }
    if (sha256(migration.sql) === was) continue;
    throw new ActasError(
      "configuration",
      `cannot use the database: actas ${program} has migrated it by another ${name} than that of actas ${VERSION}`,
    );
  }
}

function sha256(text: string): string {
  return new Bun.CryptoHasher("sha256").update(text).digest("hex");
}
