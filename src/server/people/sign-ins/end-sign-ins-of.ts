import type { Database } from "../../store/database.ts";
import { endSignIn } from "./kept-sign-ins.ts";

/**
 * Ends all sign-ins of a person, also those in browsers, and takes away what was issued for them: nothing more is lent
 * by any of them.
 *
 * @returns how many had not ended
 */
export function endSignInsOf(database: Database, subject: string, because: string): Promise<number> {
  return database.transaction(async (queries) => {
    const open = await queries.query<{ id: string }>(
      "SELECT id FROM sign_in WHERE subject = $1 AND ended_at IS NULL AND expires_at > now() FOR UPDATE",
      [subject],
    );
    for (const { id } of open) {
      await endSignIn(queries, id, because);
      await queries.query("DELETE FROM oauth_item WHERE sign_in = $1", [id]);
    }
    return open.length;
  });
}
