import { escapeHTML } from "bun";
import { type PageQuery, ROWS } from "./page-query.ts";

/** The form that searches a page's rows. */
export function searchForm(action: string, label: string, { search }: PageQuery): string {
  return `<form class="search" role="search" action="${escapeHTML(action)}">
<div><label for="q">${escapeHTML(label)}</label><input type="text" id="q" name="q" value="${escapeHTML(search)}"></div>
<button>Search</button></form>`;
}

/** Links to the pages before and after. @param found - rows that were read, of which the last may be one too many */
export function otherPages(action: string, { page, search }: PageQuery, found: number): string {
  const to = (wanted: number, text: string): string =>
    `<a href="${escapeHTML(`${action}?${new URLSearchParams({ q: search, page: String(wanted) })}`)}">${text}</a>`;
  const links = [...(page > 0 ? [to(page - 1, "Before")] : []), ...(found > ROWS ? [to(page + 1, "More")] : [])];
  return links.length === 0 ? "" : `<nav aria-label="More rows">${links.join("\n")}</nav>`;
}
