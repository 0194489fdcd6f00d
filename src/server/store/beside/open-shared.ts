import type { Log } from "../../../base/log.ts";
import { systemError } from "../../../base/system-error.ts";
import type { PrivateDirectory } from "../../../files/private-directory.ts";
import type { StoreDatabase } from "../session.ts";
import { shareReading } from "./share-reading.ts";

/**
 * Opens an embedded database that other commands of this user can read meanwhile.
 *
 * @param directory - this process has it for itself
 * @param name - of the folder in it
 */
export async function openShared(directory: PrivateDirectory, name: string, log: Log): Promise<StoreDatabase> {
  const { openEmbedded } = await import("../open-embedded.ts");
  const database = await openEmbedded(`${directory.path}/${name}`);
  try {
    const end = await shareReading(directory, database.readText, log);
    return {
      kind: database.kind,
      query: (text, values) => database.query(text, values),
      transaction: (work) => database.transaction(work),
      patiently: (work) => database.patiently(work),
      close: async () => {
        await end();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw systemError(error, `let other commands read the database in ${directory.path}`);
  }
}
