import { findingWords } from "../../trust-policies/finding-codes.ts";
import { FINDINGS_ORDER, KEPT_FINDINGS, type KeptFinding } from "../findings/list-findings.ts";
import type { Database } from "../store/database.ts";
import { accountLink, type Cell, link, moment, prose } from "./html-table.ts";
import { listPage } from "./list-page.ts";
import type { PageQuery } from "./page-query.ts";

/** What is wrong with trust policies and accounts, and was; what nobody has acknowledged is first. */
export function findingsPage(database: Database, base: string, query: PageQuery): Promise<string> {
  return listPage<KeptFinding>(
    database,
    {
      path: `${base}/findings`,
      label: "Account, role or finding",
      sql: FINDINGS,
      heads: ["Role or account", "Account", "Finding", "What it means", "Since", "Until", "Acknowledged"],
      cells: (row) => [
        place(row, base),
        accountLink(base, row.account_id, row.account_name),
        row.code,
        prose(findingWords(row.code)?.means),
        moment(row.since.toISOString()),
        row.ended_at ? moment(row.ended_at.toISOString()) : undefined,
        prose(acknowledged(row)),
      ],
      empty: "Nothing is wrong with any trust policy that was looked at.",
    },
    query,
  );
}

function place({ account_id, arn, ended_at }: KeptFinding, base: string): Cell {
  if (arn === null) return accountLink(base, account_id);
  return ended_at ? arn : link(`${base}/role?${new URLSearchParams({ role: arn })}`, arn);
}

function acknowledged({ acknowledged_at, acknowledged_by, reason }: KeptFinding): string {
  return acknowledged_at ? `${acknowledged_at.toISOString()} by ${acknowledged_by}: ${reason}` : "";
}

const FINDINGS = `
  SELECT * FROM (${KEPT_FINDINGS}) AS found
  WHERE arn ILIKE $1 OR account_id LIKE $1 OR account_name ILIKE $1 OR code ILIKE $1
  ${FINDINGS_ORDER}
  LIMIT $2 OFFSET $3`;
