import type { Database } from "../store/database.ts";
import { link } from "./html-table.ts";
import { listPage } from "./list-page.ts";
import type { PageQuery } from "./page-query.ts";

interface Row {
  readonly arn: string;
  readonly account_name: string | null;
  readonly findings: readonly string[];
}

/** The roles whose trust policies the lint has something to say of. */
export function findingsPage(database: Database, base: string, query: PageQuery): Promise<string> {
  return listPage<Row>(
    database,
    {
      path: `${base}/findings`,
      label: "Account, role or finding",
      sql: FINDINGS,
      heads: ["Role", "Account", "Findings"],
      cells: ({ account_name, arn, findings }) => [
        link(`${base}/role?${new URLSearchParams({ role: arn })}`, arn),
        account_name ?? undefined,
        findings.join(", "),
      ],
      empty: "Nothing is wrong with any trust policy that was looked at.",
    },
    query,
  );
}

const FINDINGS = `
  SELECT * FROM (
    SELECT 'arn:' || account.partition || ':iam::' || account.id || ':role' || role.path || role.name AS arn,
      account.name AS account_name, role.findings
    FROM role JOIN account ON account.id = role.account_id
    WHERE role.findings <> '{}' AND account.closed_at IS NULL
  ) AS found
  WHERE arn ILIKE $1 OR account_name ILIKE $1 OR array_to_string(findings, ' ') ILIKE $1
  ORDER BY arn
  LIMIT $2 OFFSET $3`;
