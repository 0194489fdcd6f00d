import type { Database } from "../store/database.ts";
import { htmlTable } from "./html-table.ts";
import { anywhere, type PageQuery, ROWS } from "./page-query.ts";
import { otherPages, searchForm } from "./search-form.ts";

interface Row {
  readonly at: string;
  readonly event: string;
  readonly record: string;
}

type Record = Partial<
  Readonly<{ [key in "name" | "role" | "mode" | "client" | "address" | "reason" | "why"]: string }>
>;

/** What was asked for lately, and what came of it: from the audit trail. */
export async function loansPage(database: Database, base: string, query: PageQuery): Promise<string> {
  const rows = await database.query<Row>(LOANS, [anywhere(query.search), ROWS + 1, query.page * ROWS]);
  const cells = rows.slice(0, ROWS).map(({ at, event, record }) => {
    const { address, client, mode, name, reason, role, why } = JSON.parse(record) as Record;
    return [at, name, role, OUTCOMES[event] ?? event, mode, client, address, reason, why];
  });
  const heads = ["Time", "Who", "Role", "Outcome", "Mode", "Client", "Address", "Reason given", "Why"];
  return [
    searchForm(`${base}/loans`, "Person or role", query),
    htmlTable(heads, cells, "No role has been asked for."),
    otherPages(`${base}/loans`, query, rows.length),
  ].join("\n");
}

const OUTCOMES: Readonly<{ [event in string]?: string }> = { issued: "lent", failed: "failed", refused: "refused" };

const LOANS = `
  SELECT at, event, record FROM audit
  WHERE event IN ('issued', 'failed', 'refused')
    AND (role ILIKE $1 OR subject ILIKE $1 OR record::jsonb ->> 'name' ILIKE $1)
  ORDER BY seq DESC
  LIMIT $2 OFFSET $3`;
