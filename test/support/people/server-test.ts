import type { PeopleSettings } from "../../../src/server/people/people-settings.ts";
import type { Database } from "../../../src/server/store/database.ts";
import { testNeeding } from "../needs.ts";
import { testDatabase } from "../test-database.ts";
import { PeopleWorld } from "./people-world.ts";

const LIMIT_MS = 60_000;
const declare = testNeeding("postgres");

/** A test with a server's people, a provider behind them, and a PostgreSQL database of its own. */
export function peopleTest(
  name: string,
  body: (world: PeopleWorld, database: Database) => Promise<void>,
  settings: (issuer: string) => Partial<PeopleSettings> = () => ({}),
): void {
  declare(
    name,
    async () => {
      await using store = await testDatabase();
      await using world = await PeopleWorld.start(store.database, settings);
      await body(world, store.database);
    },
    LIMIT_MS,
  );
}
