import type { Database } from "../store/database.ts";
import { type Cell, htmlTable } from "./html-table.ts";
import { anywhere, type PageQuery, ROWS } from "./page-query.ts";
import { otherPages, searchForm } from "./search-form.ts";

/** Rows of the database that can be searched. */
interface List<Row> {
  /** The path of the page. */
  readonly path: string;
  /** What the search is for. */
  readonly label: string;
  /** SQL: `$1` is a pattern for `ILIKE`, `$2` and `$3` are the limit and the offset. */
  readonly sql: string;
  readonly heads: readonly string[];
  readonly cells: (row: Row) => readonly Cell[];
  /** What is said in place of no rows. */
  readonly empty: string;
}

/** A search, the rows that it finds, and links to those before and after. */
export async function listPage<Row extends object>(
  database: Database,
  { path, label, sql, heads, cells, empty }: List<Row>,
  query: PageQuery,
): Promise<string> {
  const rows = await database.query<Row>(sql, [anywhere(query.search), ROWS + 1, query.page * ROWS]);
  return [
    searchForm(path, label, query),
    htmlTable(heads, rows.slice(0, ROWS).map(cells), empty),
    otherPages(path, query, rows.length),
  ].join("\n");
}
