import type { Queries } from "../store/database.ts";

/** A finding as the table has it. */
export interface KeptFinding {
  /** The ARN of the role; of a role that is gone, of how it was. Absent: it is about the account. */
  readonly arn: string | null;
  readonly account_id: string;
  readonly account_name: string | null;
  readonly code: string;
  /** Of the trust policy that it is about; absent: it is over, or about the account. */
  readonly trust_sha256: string | null;
  readonly since: Date;
  /** Since when it is over. */
  readonly ended_at: Date | null;
  /** Absent: nobody has looked at it, or the policy is another since then. */
  readonly acknowledged_at: Date | null;
  readonly acknowledged_by: string | null;
  readonly reason: string | null;
}

/** What is open and nobody has acknowledged is first. */
export const FINDINGS_ORDER = "ORDER BY ended_at IS NOT NULL, acknowledged_at IS NOT NULL, since DESC, account_id, arn";

/** Findings, as SQL to select from. The path of a role that is gone is not known any more. */
export const KEPT_FINDINGS = `
  SELECT finding.account_id, account.name AS account_name, finding.code, finding.since, finding.ended_at,
    CASE WHEN finding.ended_at IS NULL THEN role.trust_sha256 END AS trust_sha256,
    CASE WHEN finding.role IS NOT NULL THEN
      'arn:' || coalesce(account.partition, 'aws') || ':iam::' || finding.account_id || ':role' ||
        coalesce(role.path, '/') || finding.role END AS arn,
    CASE WHEN valid THEN acknowledged_at END AS acknowledged_at,
    CASE WHEN valid THEN acknowledged_by END AS acknowledged_by,
    CASE WHEN valid THEN reason END AS reason
  FROM finding
    LEFT JOIN account ON account.id = finding.account_id
    LEFT JOIN role ON role.account_id = finding.account_id AND role.name = finding.role,
    LATERAL (SELECT acknowledged_at IS NOT NULL AND (
      finding.ended_at IS NOT NULL OR acknowledged_sha256 IS NOT DISTINCT FROM role.trust_sha256) AS valid) AS state`;

/** @param which - `all`: those that are over, too */
export function listFindings(queries: Queries, which: "open" | "all"): Promise<readonly KeptFinding[]> {
  return queries.query<KeptFinding>(
    `SELECT * FROM (${KEPT_FINDINGS}) AS found ${which === "open" ? "WHERE ended_at IS NULL" : ""} ${FINDINGS_ORDER}`,
  );
}
