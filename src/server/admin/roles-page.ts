import type { Database } from "../store/database.ts";
import { accountLink, link } from "./html-table.ts";
import { listPage } from "./list-page.ts";
import type { PageQuery } from "./page-query.ts";

interface Row {
  readonly arn: string;
  readonly account_id: string;
  readonly account_name: string | null;
  readonly is_judged: boolean;
  readonly findings: number;
}

/** The roles, as the last scans found them. */
export function rolesPage(database: Database, base: string, query: PageQuery): Promise<string> {
  return listPage<Row>(
    database,
    {
      path: `${base}/roles`,
      label: "Account or role",
      sql: ROLES,
      heads: ["Role", "Account", "Can be lent", "Findings"],
      cells: ({ account_id, account_name, arn, findings, is_judged }) => [
        link(`${base}/role?${new URLSearchParams({ role: arn })}`, arn),
        accountLink(base, account_id, account_name),
        is_judged ? "yes" : "no: its trust policy names nobody whom this server can speak for",
        findings,
      ],
      empty: "No role is called so.",
    },
    query,
  );
}

const ROLES = `
  SELECT * FROM (
    SELECT 'arn:' || account.partition || ':iam::' || account.id || ':role' || role.path || role.name AS arn,
      account.id AS account_id, account.name AS account_name, role.trust IS NOT NULL AS is_judged, cardinality(role.findings) AS findings
    FROM role JOIN account ON account.id = role.account_id
    WHERE account.closed_at IS NULL
  ) AS found
  WHERE arn ILIKE $1 OR account_name ILIKE $1
  ORDER BY NOT is_judged, arn
  LIMIT $2 OFFSET $3`;
