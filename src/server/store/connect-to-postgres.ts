import { type ClientConfig, Pool, type PoolClient, types } from "pg";
import type { Log } from "../../base/log.ts";
import type { ConnectionWay, DatabaseConnection } from "./connection-of-url.ts";
import type { Database } from "./database.ts";
import { databaseFailure, isAboutStatement, mayPass } from "./database-failure.ts";
import type { Session, StoreDatabase } from "./session.ts";
import { VALUE_PARSERS } from "./value-parsers.ts";

/** Longer than any statement of ours takes when all is well. */
const STATEMENT_LIMIT_MS = 30_000;
/** The database ends a statement by itself; this is for one that no longer answers. */
const SILENCE_LIMIT_MS = STATEMENT_LIMIT_MS + 5_000;
const CONNECTION_LIMIT_MS = 5_000;
/** How long a query waits for a database that restarts. */
const RESTART_MS = 5_000;
const PAUSE_MS = 100;
const NO_LIMIT = 0;

interface PoolSettings {
  readonly kind: Exclude<Database["kind"], "embedded">;
  /** The most connections at once. */
  readonly connections: number;
  /** How long a database that is not there yet is waited for. */
  readonly firstWaitMs: number;
  readonly log: Log;
}

/**
 * Connects to a PostgreSQL.
 *
 * @throws {ActasError} `unreachable`, `configuration` for a wrong password or database
 */
export async function connectToPostgres(
  connection: DatabaseConnection,
  settings: PoolSettings,
): Promise<StoreDatabase> {
  const way = await workingWay(connection, settings);
  return new PostgresDatabase(connection, way, settings);
}

/** The way is chosen once: later nobody in between can have the server fall back to no TLS. */
async function workingWay(connection: DatabaseConnection, { firstWaitMs, log }: PoolSettings): Promise<ConnectionWay> {
  const end = performance.now() + firstWaitMs;
  for (let attempt = 1; ; attempt++) {
    const { way, failure } = await firstOf(connection.ways, connection);
    if (way === false && connection.ways.length > 1) log(`the database at ${connection.shown} has no TLS`);
    if (way !== undefined) return way;
    if (!mayPass(failure) || performance.now() >= end) throw databaseFailure(failure, connection.shown);
    if (attempt === 1) log(`waiting for the database at ${connection.shown}`);
    await Bun.sleep(PAUSE_MS);
  }
}

interface Tried {
  readonly way?: ConnectionWay;
  readonly failure?: unknown;
}

/** The next way is only for a server that does not know the one before. */
async function firstOf([way, ...others]: readonly ConnectionWay[], connection: DatabaseConnection): Promise<Tried> {
  if (way === undefined) return {};
  const pool = new Pool({ ...configOf(connection, way), max: 1 });
  try {
    (await pool.connect()).release();
    return { way };
  } catch (failure) {
    const isUnknown = /does not support SSL/.test(String(failure));
    return isUnknown && others.length > 0 ? await firstOf(others, connection) : { failure };
  } finally {
    await pool.end();
  }
}

class PostgresDatabase implements StoreDatabase {
  readonly kind: PoolSettings["kind"];
  readonly #pool: Pool;
  readonly #shown: string;

  constructor(connection: DatabaseConnection, way: ConnectionWay, { kind, connections, log }: PoolSettings) {
    this.kind = kind;
    this.#shown = connection.shown;
    this.#pool = new Pool({ ...configOf(connection, way), max: connections });
    // An idle connection that ends is replaced by the next query.
    this.#pool.on("error", (error) => log(`a connection to the database ended: ${error.message}`));
    // One in use reports to its query; as an event of its own it would end the program.
    this.#pool.on("connect", (client) => client.on("error", () => {}));
  }

  query<Row extends object>(text: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    return this.#withClient((client) => rowsOf<Row>(client, text, values));
  }

  transaction<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.#withClient((client) => inTransaction(client, work, {}));
  }

  patiently<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.#withClient((client) => inTransaction(client, work, { limitMs: NO_LIMIT }));
  }

  close(): Promise<void> {
    return this.#pool.end();
  }

  async #withClient<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.#connect();
    let isBroken = true;
    try {
      const result = await work(client);
      isBroken = false;
      return result;
    } catch (error) {
      isBroken = !(await isUsable(client, error));
      throw databaseFailure(error, this.#shown);
    } finally {
      client.release(isBroken);
    }
  }

  /** Nothing has been asked yet, so trying again does nothing twice. */
  async #connect(): Promise<PoolClient> {
    for (const end = performance.now() + RESTART_MS; ; await Bun.sleep(PAUSE_MS)) {
      try {
        return await this.#pool.connect();
      } catch (error) {
        if (!mayPass(error) || performance.now() >= end) throw databaseFailure(error, this.#shown);
      }
    }
  }
}

/** Of what went wrong within a transaction, only the database's own judgement leaves the connection as it was. */
async function isUsable(client: PoolClient, error: unknown): Promise<boolean> {
  if (isAboutStatement(error)) return true;
  try {
    await client.query({ text: "SELECT 1", ...{ query_timeout: CONNECTION_LIMIT_MS } });
    return true;
  } catch {
    return false;
  }
}

async function inTransaction<T>(
  client: PoolClient,
  work: (session: Session) => Promise<T>,
  { limitMs }: { readonly limitMs?: number },
): Promise<T> {
  const silenceMs = limitMs ?? SILENCE_LIMIT_MS;
  const session: Session = {
    query: (text, values = []) => rowsOf(client, text, values, silenceMs),
    script: async (text) => void (await client.query({ text, ...{ query_timeout: silenceMs } })),
  };
  await client.query("BEGIN ISOLATION LEVEL READ COMMITTED");
  try {
    if (limitMs !== undefined) await client.query(`SET LOCAL statement_timeout = ${limitMs}`);
    const result = await work(session);
    await commit(client);
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    throw error;
  }
}

/** After a statement that failed, COMMIT rolls back and says so by its tag only. */
async function commit(client: PoolClient): Promise<void> {
  const { command } = await client.query("COMMIT");
  if (command !== "COMMIT") throw new Error("a statement of the transaction failed, and its error was not passed on");
}

async function rowsOf<Row extends object>(
  client: PoolClient,
  text: string,
  values: readonly unknown[],
  silenceMs = SILENCE_LIMIT_MS,
): Promise<readonly Row[]> {
  const { rows } = await client.query<Row>({ text, values: [...values], ...{ query_timeout: silenceMs } });
  return rows;
}

function configOf({ connectionString }: DatabaseConnection, way: ConnectionWay): ClientConfig {
  return {
    connectionString,
    ssl: way,
    application_name: "actas",
    connectionTimeoutMillis: CONNECTION_LIMIT_MS,
    statement_timeout: STATEMENT_LIMIT_MS,
    // A transaction whose replica hangs would keep its locks.
    idle_in_transaction_session_timeout: STATEMENT_LIMIT_MS,
    keepAlive: true,
    types: {
      getTypeParser: ((id: number, format: "text" | "binary") =>
        VALUE_PARSERS[id] ?? types.getTypeParser(id, format)) as typeof types.getTypeParser,
    },
  };
}
