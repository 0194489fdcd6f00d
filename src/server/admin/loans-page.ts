import type { Database } from "../store/database.ts";
import { moment, prose } from "./html-table.ts";
import { listPage } from "./list-page.ts";
import type { PageQuery } from "./page-query.ts";

interface Row {
  readonly at: string;
  readonly event: string;
  readonly record: string;
}

type Record = Partial<
  Readonly<{ [key in "name" | "role" | "mode" | "client" | "address" | "reason" | "why"]: string }>
>;

/** What was asked for lately, and what came of it: from the audit trail. */
export function loansPage(database: Database, base: string, query: PageQuery): Promise<string> {
  return listPage<Row>(
    database,
    {
      path: `${base}/loans`,
      label: "Person or role",
      sql: LOANS,
      heads: ["Time", "Who", "Role", "Outcome", "Mode", "Client", "Address", "Reason given", "Why"],
      cells: ({ at, event, record }) => {
        const { address, client, mode, name, reason, role, why } = JSON.parse(record) as Record;
        return [moment(at), name, role, OUTCOMES[event] ?? event, mode, client, address, prose(reason), prose(why)];
      },
      empty: "No role has been asked for.",
    },
    query,
  );
}

const OUTCOMES: Readonly<{ [event in string]?: string }> = { issued: "lent", failed: "failed", refused: "refused" };

const LOANS = `
  SELECT at, event, record FROM audit
  WHERE event IN ('issued', 'failed', 'refused')
    AND (role ILIKE $1 OR subject ILIKE $1 OR record::jsonb ->> 'name' ILIKE $1)
  ORDER BY seq DESC
  LIMIT $2 OFFSET $3`;
