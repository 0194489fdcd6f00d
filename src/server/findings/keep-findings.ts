import type { FindingCode } from "../../trust-policies/finding-codes.ts";
import type { Queries } from "../store/database.ts";

const UNREAD: FindingCode = "account-unread";

/**
 * Puts down what is new among the findings of an account's roles, and what is over; of the others nothing changes.
 *
 * @param queries - the transaction that has written the roles
 */
export async function keepFindings(queries: Queries, accountId: string): Promise<void> {
  await queries.query(
    `UPDATE finding SET ended_at = now() WHERE account_id = $1 AND role IS NOT NULL AND ended_at IS NULL AND NOT EXISTS (
       SELECT FROM role WHERE role.account_id = $1 AND role.name = finding.role AND finding.code = ANY(role.findings))`,
    [accountId],
  );
  await queries.query(
    `INSERT INTO finding (account_id, role, code)
     SELECT account_id, name, code FROM role, unnest(findings) AS code WHERE account_id = $1 ON CONFLICT DO NOTHING`,
    [accountId],
  );
}

/** An account could not be read, or could again. */
export async function keepUnread(queries: Queries, accountId: string, state: "unread" | "read"): Promise<void> {
  await queries.query(
    state === "unread"
      ? "INSERT INTO finding (account_id, code) VALUES ($1, $2) ON CONFLICT DO NOTHING"
      : "UPDATE finding SET ended_at = now() WHERE account_id = $1 AND role IS NULL AND code = $2 AND ended_at IS NULL",
    [accountId, UNREAD],
  );
}

/** Of accounts that have left nothing is wrong any more. */
export async function endFindings(queries: Queries, accountIds: readonly string[]): Promise<void> {
  await queries.query("UPDATE finding SET ended_at = now() WHERE account_id = ANY($1::text[]) AND ended_at IS NULL", [
    accountIds,
  ]);
}
