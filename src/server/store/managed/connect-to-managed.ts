import { ActasError } from "../../../base/errors.ts";
import type { Log } from "../../../base/log.ts";
import { connectToPostgres } from "../connect-to-postgres.ts";
import { sqlStateOf } from "../database-failure.ts";
import type { StoreDatabase } from "../session.ts";
import type { PostgresState } from "./managed-postgres.ts";

interface ManagedPlace {
  readonly socketFolder: string;
  readonly log: Log;
}

/** Connects to the PostgreSQL that listens on a socket. @throws {ActasError} `unreachable` */
export function connectToManaged({ socketFolder, log }: ManagedPlace, connections: number): Promise<StoreDatabase> {
  const connectionString = `postgres://actas@localhost/postgres?host=${encodeURIComponent(socketFolder)}`;
  const connection = { connectionString, ways: [false as const], shown: socketFolder };
  return connectToPostgres(connection, { kind: "managed", connections, firstWaitMs: 0, log });
}

/** A PostgreSQL that starts or stops refuses to be asked. */
const CANNOT_CONNECT_NOW = "57P03";

/** What is at a socket. */
export async function probe(socketFolder: string): Promise<PostgresState> {
  try {
    const database = await connectToManaged({ socketFolder, log: () => {} }, 1);
    await database.close();
    return "ready";
  } catch (error) {
    if (!(error instanceof ActasError) || error.code !== "unreachable") throw error;
    return sqlStateOf(error.cause) === CANNOT_CONNECT_NOW ? "busy" : "absent";
  }
}
