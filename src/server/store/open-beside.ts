import { ActasError } from "../../base/errors.ts";
import { isNothingAt } from "../../files/is-nothing-at.ts";
import { ALL_MIGRATIONS } from "./all-migrations.ts";
import type { Database } from "./database.ts";
import type { DatabaseSettings } from "./database-settings.ts";
import { isMigrated, requireTables } from "./migrate.ts";
import { connectIfFree, connectToRunning, EMBEDDED, type StoreTools } from "./open-database.ts";
import type { StoreDatabase } from "./session.ts";

/** A server that starts for the first time makes its database first. */
const PATIENCE_MS = 30_000;
const LOOK_EVERY_MS = 200;

/**
 * Opens the database of a server beside that server, which may be running, and changes none of its tables. It waits for a
 * server that starts or stops. One that is embedded in a server is only read.
 *
 * @param patienceMs - how long it waits
 * @throws {ActasError} `configuration`, `unreachable`, `system`; also when the tables are not those of this program
 */
export async function openBeside(
  settings: DatabaseSettings,
  tools: StoreTools,
  patienceMs = PATIENCE_MS,
): Promise<Database> {
  const database = await connectBeside(settings, tools, patienceMs);
  try {
    await requireTables(database, ALL_MIGRATIONS);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function connectBeside(
  settings: DatabaseSettings,
  tools: StoreTools,
  patienceMs: number,
): Promise<StoreDatabase> {
  const { folder, url } = settings;
  for (const end = performance.now() + patienceMs; ; await Bun.sleep(LOOK_EVERY_MS)) {
    if (!url && isNothingAt(folder)) throw notMade(folder);
    const isLast = performance.now() >= end;
    const running = await connectToRunning(settings, tools);
    // Its server makes the tables as soon as it can.
    if (running && (isLast || (await isMigratedOrClosed(running)))) return running;
    const database = running ? undefined : await connectIfFree(settings, tools);
    if (database) return database;
    if (isLast) throw isNothingAt(`${folder}/${EMBEDDED}`) ? startsOrStops(folder) : embeddedInUse(folder);
  }
}

async function isMigratedOrClosed(database: StoreDatabase): Promise<boolean> {
  let isGood = false;
  try {
    isGood = await isMigrated(database, ALL_MIGRATIONS);
    return isGood;
  } finally {
    if (!isGood) await database.close();
  }
}

function notMade(folder: string): ActasError {
  return new ActasError("configuration", `cannot open the database in ${folder}: no server has made one there yet`, {
    hints: ["`actas server run` makes it, and `actas server check` says where"],
  });
}

function embeddedInUse(folder: string): ActasError {
  const reason = "it is embedded in a server that does not let others read it yet, or does not any more";
  return new ActasError("unreachable", `cannot open the database in ${folder}: ${reason}`, {
    hints: ["try again when it has started; where the path of the folder is too long, stop the server first"],
  });
}

function startsOrStops(folder: string): ActasError {
  return new ActasError("unreachable", `cannot open the database in ${folder}: its server is starting or stopping`, {
    hints: ["try again when /readyz of that server says ok; its log says what it waits for"],
  });
}
