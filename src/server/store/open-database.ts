import { ActasError } from "../../base/errors.ts";
import type { Log } from "../../base/log.ts";
import type { Surroundings } from "../../base/surroundings.ts";
import { tryLock } from "../../files/lock.ts";
import { makePrivateDirectory, type PrivateDirectory } from "../../files/private-directory.ts";
import { fileStatus } from "../../system/file-status.ts";
import { ownUid } from "../../system/own-uid.ts";
import { aborted } from "../jobs/aborted.ts";
import { ALL_MIGRATIONS } from "./all-migrations.ts";
import { openShared } from "./beside/open-shared.ts";
import { readBeside } from "./beside/read-beside.ts";
import { connectToPostgres } from "./connect-to-postgres.ts";
import { connectionOfUrl } from "./connection-of-url.ts";
import type { Database } from "./database.ts";
import type { DatabaseSettings } from "./database-settings.ts";
import { connectToManaged, probe } from "./managed/connect-to-managed.ts";
import { ManagedPostgres, SOCKETS, socketFolderOf, versionOfData } from "./managed/managed-postgres.ts";
import { findPostgres, type PostgresPrograms } from "./managed/postgres-programs.ts";
import { refusesRoot } from "./managed/refuses-root.ts";
import { migrate } from "./migrate.ts";
import type { StoreDatabase } from "./session.ts";

export const EMBEDDED = "embedded";
const CONNECTIONS = 10;
const OWN_FOLDER = ["name a directory of the server's own user as `database.folder`, or use a `database.url`"];
/** A database in the next container may start together with the server. */
const FIRST_WAIT_MS = 30_000;

export interface StoreTools {
  readonly log: Log;
  readonly surroundings: Surroundings;
  /** Gives up opening it: what was begun is ended in order, and an error thrown. */
  readonly stop?: AbortSignal;
}

/**
 * Opens the database of a server, and brings its tables to what this program needs.
 *
 * @throws {ActasError} `configuration`, `unreachable`, `system`
 */
export function openDatabase(settings: DatabaseSettings, tools: StoreTools): Promise<Database> {
  const opening = openMigrated(settings, tools);
  // A database that is not the server's own rolls back what a connection leaves behind.
  return settings.url && tools.stop ? unlessStopped(opening, tools.stop) : opening;
}

async function unlessStopped<T>(opening: Promise<T>, stop: AbortSignal): Promise<T> {
  opening.catch(() => {});
  await Promise.race([opening, aborted(stop)]);
  stop.throwIfAborted();
  return opening;
}

async function openMigrated(settings: DatabaseSettings, tools: StoreTools): Promise<Database> {
  const database = await connect(settings, tools);
  try {
    await migrate(database, ALL_MIGRATIONS, tools.log, tools.stop);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** The same, with the tables as they are. */
export async function connect(settings: DatabaseSettings, tools: StoreTools): Promise<StoreDatabase> {
  const database = await connectIfFree(settings, tools);
  if (database) return database;
  throw new ActasError("configuration", `cannot open the database in ${settings.folder}: another server uses it`, {
    hints: ["stop that server, or give each its own `database.folder`", "several servers share a `database.url`"],
  });
}

/** The same; undefined while another process has the database in the folder. */
export async function connectIfFree(settings: DatabaseSettings, tools: StoreTools): Promise<StoreDatabase | undefined> {
  const { url, connections = CONNECTIONS } = settings;
  if (!url) return openOwn(settings, tools);
  return connectToPostgres(connectionOfUrl(url), {
    kind: "postgres",
    connections,
    firstWaitMs: FIRST_WAIT_MS,
    log: tools.log,
  });
}

/**
 * The database of a server that runs here and has its own: the PostgreSQL that is its child, or what is embedded in it,
 * which can only be read. Undefined when none does so.
 */
export async function connectToRunning(
  { url, folder }: DatabaseSettings,
  { log }: StoreTools,
): Promise<StoreDatabase | undefined> {
  if (url) return undefined;
  const socketFolder = `${folder}/${SOCKETS}`;
  if ((await probe(socketFolder)) === "ready") return connectToManaged({ socketFolder, log }, 1);
  return readBeside(folder);
}

/** A database in a folder, which one server at a time may use. */
async function openOwn(settings: DatabaseSettings, tools: StoreTools): Promise<StoreDatabase | undefined> {
  const directory = makePrivateDirectory(settings.folder, "feared", OWN_FOLDER);
  const lock = tryLock(directory, "lock");
  if (!lock) {
    directory[Symbol.dispose]();
    return undefined;
  }
  const release = (): void => {
    lock.release();
    directory[Symbol.dispose]();
  };
  try {
    const database = await openIn(directory, settings, tools);
    return closing(database, release);
  } catch (error) {
    release();
    throw error;
  }
}

async function openIn(
  directory: PrivateDirectory,
  settings: DatabaseSettings,
  tools: StoreTools,
): Promise<StoreDatabase> {
  const version = versionOfData(directory);
  const programs = findPostgres(tools.surroundings, {
    ...(version !== undefined && { version }),
    ...(settings.programs !== undefined && { folder: settings.programs }),
  });
  if (kindIn(directory, { settings, version, programs }) === "embedded") return embeddedIn(directory, tools, programs);
  if (programs) return managedIn(directory, programs, settings, tools);
  const needed = version === undefined ? "PostgreSQL" : `PostgreSQL ${version}, which made the data there,`;
  throw new ActasError("configuration", `cannot open the database in ${directory.path}: ${needed} is not installed`, {
    hints: ["install it, or name the folder of its programs as `database.programs`"],
  });
}

/** Data that is there decides: a server that finds another kind installed must not begin with an empty one. */
function kindIn(directory: PrivateDirectory, { settings, version, programs }: Found): "managed" | "embedded" {
  const there = version !== undefined ? "managed" : isEmbeddedIn(directory) ? "embedded" : undefined;
  if (there && settings.kind && there !== settings.kind) {
    throw new ActasError(
      "configuration",
      `cannot open the ${settings.kind} database in ${directory.path}: there is ${there === "managed" ? "a managed" : "an embedded"} one`,
      { hints: ["name another `database.folder`, or remove `database.kind`"] },
    );
  }
  return there ?? settings.kind ?? (programs ? "managed" : "embedded");
}

interface Found {
  readonly settings: DatabaseSettings;
  readonly version: number | undefined;
  readonly programs: PostgresPrograms | undefined;
}

function isEmbeddedIn(directory: PrivateDirectory): boolean {
  const status = fileStatus(directory.at(EMBEDDED));
  return typeof status !== "number";
}

async function embeddedIn(
  directory: PrivateDirectory,
  { log }: StoreTools,
  programs: PostgresPrograms | undefined,
): Promise<StoreDatabase> {
  log(`the database is embedded, in ${directory.path}: for trying out only, a power cut may damage it`);
  if (!programs) log("install PostgreSQL (Debian: postgresql), or set `database.url`, before people rely on it");
  return openShared(directory, EMBEDDED, log);
}

async function managedIn(
  directory: PrivateDirectory,
  programs: PostgresPrograms,
  { connections = CONNECTIONS }: DatabaseSettings,
  { log, stop }: StoreTools,
): Promise<StoreDatabase> {
  if (ownUid() === 0) throw refusesRoot(directory.path);
  const place = { socketFolder: socketFolderOf(directory), log };
  const managed = await ManagedPostgres.start({ directory, programs, log, probe, ...(stop && { stop }) });
  try {
    const database = await connectToManaged(place, connections);
    return closing(database, () => managed.stop());
  } catch (error) {
    await managed.stop();
    throw error;
  }
}

/** Closes more than the database. */
function closing(database: StoreDatabase, also: () => void | Promise<void>): StoreDatabase {
  return {
    kind: database.kind,
    query: (text, values) => database.query(text, values),
    transaction: (work) => database.transaction(work),
    patiently: (work) => database.patiently(work),
    ...(database.load && { load: database.load }),
    close: async () => {
      await database.close();
      await also();
    },
  };
}
