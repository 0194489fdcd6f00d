import { ALL_MIGRATIONS } from "./all-migrations.ts";
import type { Database } from "./database.ts";
import type { DatabaseSettings } from "./database-settings.ts";
import { requireTables } from "./migrate.ts";
import { connect, connectToRunning, type StoreTools } from "./open-database.ts";

/**
 * Opens the database of a server beside that server, which may be running, and changes none of its tables. An embedded
 * one can only be opened while no server uses it.
 *
 * @throws {ActasError} `configuration`, `unreachable`, `system`; also when the tables are not those of this program
 */
export async function openBeside(settings: DatabaseSettings, tools: StoreTools): Promise<Database> {
  const database = (await connectToRunning(settings, tools)) ?? (await connect(settings, tools));
  try {
    await requireTables(database, ALL_MIGRATIONS);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}
