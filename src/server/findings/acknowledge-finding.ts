import type { Queries } from "../store/database.ts";

/** What somebody has looked at and lets be. */
export interface Acknowledgement {
  readonly accountId: string;
  /** The role's name; absent: it is about the account. */
  readonly role: string | undefined;
  readonly code: string;
  /** Of the trust policy that was looked at, which may be another by now; absent: it is about the account. */
  readonly sha256: string | undefined;
  readonly by: string;
  readonly reason: string;
}

/** Puts down that somebody has looked at a finding, and lets it be as long as the policy is the one that they saw. */
export async function acknowledgeFinding(
  queries: Queries,
  { accountId, by, code, reason, role, sha256 }: Acknowledgement,
): Promise<"acknowledged" | "gone"> {
  const rows = await queries.query(
    `UPDATE finding SET acknowledged_at = now(), acknowledged_by = $4, reason = $5, acknowledged_sha256 = $6
     WHERE account_id = $1 AND role IS NOT DISTINCT FROM $2 AND code = $3 AND ended_at IS NULL RETURNING id`,
    [accountId, role ?? null, code, by, reason, sha256 ?? null],
  );
  return rows.length > 0 ? "acknowledged" : "gone";
}
