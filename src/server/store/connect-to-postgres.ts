import { type ClientConfig, Pool, type PoolClient, type QueryResult, types } from "pg";
import type { Log } from "../../base/log.ts";
import type { ConnectionWay, DatabaseConnection } from "./connection-of-url.ts";
import type { Database, DatabaseLoad } from "./database.ts";
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
  const pool = poolOf(connection, way, 1, () => {});
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

function poolOf(connection: DatabaseConnection, way: ConnectionWay, max: number, log: Log): Pool {
  const pool = new Pool({ ...configOf(connection, way), max });
  // An idle connection that ends is replaced by the next query.
  pool.on("error", (error) => log(`a connection to the database ended: ${error.message}`));
  // One in use or being closed reports elsewhere, or to nobody; as an event of its own it would end the program.
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

class PostgresDatabase implements StoreDatabase {
  readonly kind: PoolSettings["kind"];
  readonly #pool: Pool;
  readonly #shown: string;

  constructor(connection: DatabaseConnection, way: ConnectionWay, { kind, connections, log }: PoolSettings) {
    this.kind = kind;
    this.#shown = connection.shown;
    this.#pool = poolOf(connection, way, connections, log);
  }

  query<Row extends object>(text: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    return this.#withClient(async (connection) => (await connection.ask<Row>(text, values)).rows);
  }

  transaction<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.#withClient((connection) => inTransaction(connection, work, {}));
  }

  patiently<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.#withClient((connection) => inTransaction(connection, work, { limitMs: NO_LIMIT }));
  }

  readonly load = (): DatabaseLoad => {
    const { idleCount: idle, totalCount, waitingCount: waiting } = this.#pool;
    return { used: totalCount - idle, idle, waiting };
  };

  close(): Promise<void> {
    return this.#pool.end();
  }

  async #withClient<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const client = await this.#connect();
    const connection = new Connection(client, this.#shown);
    try {
      return await work(connection);
    } finally {
      client.release(connection.isBroken);
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

/** One connection, while it is in use. */
class Connection {
  readonly #client: PoolClient;
  readonly #shown: string;
  #isBroken = false;

  constructor(client: PoolClient, shown: string) {
    this.#client = client;
    this.#shown = shown;
  }

  /** Whether it may be of no use any more: after all errors but the database's judgement of a statement. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** @param limitMs - how long silence is borne; 0: for ever */
  async ask<Row extends object>(
    text: string,
    values?: readonly unknown[],
    limitMs = SILENCE_LIMIT_MS,
  ): Promise<QueryResult<Row>> {
    try {
      return await this.#client.query<Row>({
        text,
        ...(values && { values: [...values] }),
        ...{ query_timeout: limitMs },
      });
    } catch (error) {
      this.#isBroken ||= !isAboutStatement(error);
      throw databaseFailure(error, this.#shown);
    }
  }
}

/** What `work` throws comes through as it is. */
async function inTransaction<T>(
  connection: Connection,
  work: (session: Session) => Promise<T>,
  { limitMs }: { readonly limitMs?: number },
): Promise<T> {
  const session: Session = {
    query: async (text, values = []) => (await connection.ask(text, values, limitMs)).rows as never,
    script: async (text) => void (await connection.ask(text, undefined, limitMs)),
  };
  await connection.ask("BEGIN ISOLATION LEVEL READ COMMITTED");
  try {
    if (limitMs !== undefined) await connection.ask(`SET LOCAL statement_timeout = ${limitMs}`);
    const result = await work(session);
    await commit(connection);
    return result;
  } catch (error) {
    if (!connection.isBroken) await connection.ask("ROLLBACK").catch(() => {});
    throw error;
  }
}

/** After a statement that failed, COMMIT rolls back and says so by its tag only. */
async function commit(connection: Connection): Promise<void> {
  const { command } = await connection.ask("COMMIT");
  if (command !== "COMMIT") throw new Error("a statement of the transaction failed, and its error was not passed on");
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
