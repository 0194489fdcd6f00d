import type { ServerConfiguration } from "../../../server/configuration/server-configuration.ts";
import type { Database } from "../../../server/store/database.ts";
import { ownSurroundings } from "../../../system/own-surroundings.ts";

/**
 * Does something with the database of the server here, which may be running.
 *
 * @param config - the file of its configuration, as an option names it
 * @throws {ActasError}
 */
export async function besideServer<T>(
  config: string | undefined,
  work: (database: Database, configuration: ServerConfiguration) => Promise<T>,
): Promise<T> {
  const [{ configurationHere }, { openBeside }] = await Promise.all([
    import("../../../server/configuration/configuration-here.ts"),
    import("../../../server/store/open-beside.ts"),
  ]);
  const surroundings = ownSurroundings();
  const configuration = configurationHere(config, surroundings.environment);
  const database = await openBeside(configuration.database, { log: () => {}, surroundings });
  try {
    return await work(database, configuration);
  } finally {
    await database.close();
  }
}
