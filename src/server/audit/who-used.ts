import type { Database } from "../store/database.ts";
import { toldOf } from "./told-of.ts";

/** What is told of a loan of a role, or of one that came to nothing. */
const TOLD = [
  "at",
  "event",
  "role",
  "requestId",
  "subject",
  "name",
  "address",
  "sessionName",
  "sourceIdentity",
  "expiration",
  "reason",
  "why",
] as const;

export type UseOfRole = Readonly<
  Record<"at" | "event" | "role" | "requestId", string> & Partial<Record<(typeof TOLD)[number], string>>
>;

/**
 * Who was lent roles, and who was refused them, the first first.
 *
 * @param roles - their ARNs
 * @param since - ISO 8601, in UTC
 */
export async function whoUsed(
  database: Database,
  roles: readonly string[],
  since: string | undefined,
): Promise<readonly UseOfRole[]> {
  const rows = await database.query<{ record: string }>(
    `SELECT record FROM audit
     WHERE role = ANY($1::text[]) AND event <> 'intent' AND ($2::text IS NULL OR at >= $2)
     ORDER BY seq`,
    [roles, since ?? null],
  );
  return rows.map(({ record }) => toldOf(record, TOLD) as UseOfRole);
}

/**
 * How many loans were begun and have no end: a replica died meanwhile, or could not keep how they ended. Credentials may
 * have been made, but nobody was sent them. Those of the last minutes may be under way, and are left out.
 *
 * @param before - ISO 8601, in UTC
 */
export async function unendedLoans(database: Database, before: string): Promise<number> {
  const [row] = await database.query<{ loans: number }>(
    `SELECT count(*) AS loans FROM audit AS begun WHERE event = 'intent' AND at < $1 AND NOT EXISTS (
       SELECT 1 FROM audit AS ended WHERE ended.request_id = begun.request_id AND ended.event <> 'intent')`,
    [before],
  );
  return row?.loans ?? 0;
}
