import type { Queries } from "../store/database.ts";

/** The aliases of all accounts by number, as Mozilla's file has them: an account without one is called by its number. */
export async function accountAliases(database: Queries): Promise<Readonly<Record<string, readonly string[]>>> {
  const rows = await database.query<{ id: string; aliases: readonly string[] }>(
    "SELECT id, aliases FROM account WHERE closed_at IS NULL ORDER BY id",
  );
  return Object.fromEntries(rows.map(({ id, aliases }) => [id, aliases.length > 0 ? aliases : [id]]));
}
