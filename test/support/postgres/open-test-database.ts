import { Secret } from "../../../src/base/secret.ts";
import { connect } from "../../../src/server/store/open-database.ts";
import type { StoreDatabase } from "../../../src/server/store/session.ts";

const TOOLS = { log: () => {}, surroundings: { directory: "/", environment: {} } };

/** Another replica's connections to a database that is there. */
export function openTestDatabase(url: string): Promise<StoreDatabase> {
  return connect({ url: new Secret(url), folder: "/nonexistent" }, TOOLS);
}
