/** What a page is asked for. */
export interface PageQuery {
  /** What is searched for; empty: everything. */
  readonly search: string;
  /** The first is 0. */
  readonly page: number;
}

/** Rows of a page. One more is read, which tells whether there is another page. */
export const ROWS = 200;
const MOST_PAGES = 100_000;
const LONGEST_SEARCH = 200;

export function pageQuery(url: string): PageQuery {
  const { searchParams } = new URL(url);
  const page = Number(searchParams.get("page") ?? "0");
  return {
    // PostgreSQL has no text with NUL.
    search: (searchParams.get("q") ?? "").replaceAll("\0", "").trim().slice(0, LONGEST_SEARCH),
    page: Number.isInteger(page) && page > 0 && page < MOST_PAGES ? page : 0,
  };
}

/** A pattern for `ILIKE` that finds a text anywhere. */
export function anywhere(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}
