import type { Database } from "../store/database.ts";
import { toldOf } from "./told-of.ts";

/** No session of a role is longer. */
export const LONGEST_LOAN_MS = 12 * 3_600_000;

/** A loan is made in seconds; who waits for it gets an answer within a minute. */
const UNDER_WAY_MS = 5 * 60_000;

const TOLD = ["at", "role", "requestId", "expiration", "address", "sessionName", "sourceIdentity", "reason"] as const;

/** A loan whose credentials have not ended; without `expiration` it is under way. */
export type HeldLoan = Readonly<
  Record<"at" | "role" | "requestId", string> & Partial<Record<(typeof TOLD)[number], string>>
>;

/**
 * What a person was lent and may still use, or is just being lent, the first first.
 *
 * @param now - milliseconds since the epoch
 */
export async function heldLoans(database: Database, subject: string, now: number): Promise<readonly HeldLoan[]> {
  const rows = await database.query<{ record: string }>(
    `SELECT record FROM audit AS begun
     WHERE subject = $1 AND (
       (event = 'issued' AND at >= $2 AND COALESCE(record::jsonb ->> 'expiration', 'never') > $3)
       OR (event = 'intent' AND at >= $4 AND NOT EXISTS (
         SELECT 1 FROM audit AS ended WHERE ended.request_id = begun.request_id AND ended.event <> 'intent')))
     ORDER BY seq`,
    [subject, ...[now - LONGEST_LOAN_MS - UNDER_WAY_MS, now, now - UNDER_WAY_MS].map(inIso)],
  );
  return rows.map(({ record }) => toldOf(record, TOLD) as HeldLoan);
}

function inIso(at: number): string {
  return new Date(at).toISOString();
}
