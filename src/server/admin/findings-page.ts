import type { Database } from "../store/database.ts";
import { htmlTable, link } from "./html-table.ts";
import { anywhere, type PageQuery, ROWS } from "./page-query.ts";
import { otherPages, searchForm } from "./search-form.ts";

interface Row {
  readonly arn: string;
  readonly account_name: string | null;
  readonly findings: readonly string[];
}

/** The roles whose trust policies the lint has something to say of. */
export async function findingsPage(database: Database, base: string, query: PageQuery): Promise<string> {
  const rows = await database.query<Row>(FINDINGS, [anywhere(query.search), ROWS + 1, query.page * ROWS]);
  const cells = rows
    .slice(0, ROWS)
    .map(({ account_name, arn, findings }) => [
      link(`${base}/role?${new URLSearchParams({ role: arn })}`, arn),
      account_name ?? undefined,
      findings.join(", "),
    ]);
  return [
    searchForm(`${base}/findings`, "Account, role or finding", query),
    htmlTable(["Role", "Account", "Findings"], cells, "Nothing is wrong with any trust policy that was looked at."),
    otherPages(`${base}/findings`, query, rows.length),
  ].join("\n");
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
