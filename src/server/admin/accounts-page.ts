import type { Database } from "../store/database.ts";
import { age } from "./age.ts";
import { type Cell, link } from "./html-table.ts";
import { listPage } from "./list-page.ts";
import type { PageQuery } from "./page-query.ts";

interface Row {
  readonly id: string;
  readonly name: string | null;
  readonly unit: string | null;
  readonly aliases: readonly string[];
  /** Seconds since the last scan that found everything. */
  readonly age: number | null;
  readonly is_closed: boolean;
  readonly roles: number;
  readonly findings: number;
}

/** Older than this, what is known of an account may be wrong. */
const STALE_SECONDS = 86_400;

/** The accounts, how old what is known of them is, and how much there is to look at. */
export function accountsPage(database: Database, base: string, query: PageQuery): Promise<string> {
  return listPage<Row>(
    database,
    {
      path: `${base}/accounts`,
      label: "Number, name or unit",
      sql: ACCOUNTS,
      heads: ["Account", "Name", "Unit", "Calls itself", "Scanned", "Roles", "Roles with findings"],
      cells: (row) => [
        link(`${base}/roles?${new URLSearchParams({ q: row.id })}`, row.id),
        row.name ?? undefined,
        row.unit ?? undefined,
        row.aliases.join(", "),
        scanned(row),
        Number(row.roles),
        Number(row.findings) === 0
          ? 0
          : link(`${base}/findings?${new URLSearchParams({ q: row.id })}`, String(row.findings)),
      ],
      empty: query.search ? "No account is called so." : "No account has been scanned yet.",
    },
    query,
  );
}

function scanned({ age: seconds, is_closed }: Row): Cell {
  if (is_closed) return { html: '<span class="bad">has left the organization</span>' };
  if (seconds === null) return { html: '<span class="bad">never</span>' };
  const text = age(Number(seconds));
  return Number(seconds) > STALE_SECONDS ? { html: `<span class="bad">${text}</span>` } : text;
}

const ACCOUNTS = `
  SELECT account.id, account.name, account.unit, account.aliases,
    EXTRACT(EPOCH FROM now() - account.scanned_at)::float8 AS age, account.closed_at IS NOT NULL AS is_closed,
    (SELECT count(*) FROM role WHERE role.account_id = account.id) AS roles,
    (SELECT count(*) FROM role WHERE role.account_id = account.id AND role.findings <> '{}') AS findings
  FROM account
  WHERE account.id LIKE $1 OR account.name ILIKE $1 OR account.unit ILIKE $1
  ORDER BY account.closed_at IS NOT NULL, account.scanned_at NULLS FIRST, account.id
  LIMIT $2 OFFSET $3`;
