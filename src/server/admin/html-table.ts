import { escapeHTML } from "bun";
import { printable } from "../../base/printable.ts";

/** Text of a cell, or HTML that was put together here. */
export type Cell = string | number | undefined | { readonly html: string };

/** A table; with no rows, what is said in its place. */
export function htmlTable(heads: readonly string[], rows: readonly (readonly Cell[])[], empty: string): string {
  if (rows.length === 0) return `<p class="soft">${escapeHTML(empty)}</p>`;
  const head = heads.map((text) => `<th scope="col">${escapeHTML(text)}</th>`).join("");
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${cellHtml(cell)}</td>`).join("")}</tr>`).join("\n");
  // It can be scrolled with the keyboard where it is wider than the window.
  return `<div class="scroll" tabindex="0" role="region" aria-label="Table"><table>
<thead><tr>${head}</tr></thead>
<tbody>
${body}
</tbody></table></div>`;
}

/** What stands in a cell, as HTML. */
export function cellHtml(cell: Cell): string {
  if (typeof cell === "object") return cell.html;
  return cell === undefined || cell === "" ? '<span class="soft">-</span>' : breakable(String(cell));
}

/** An ARN may go on in the next line after each of its parts; copied, it is one word all the same. */
function breakable(text: string): string {
  return text.startsWith("arn:") ? shownText(text).replaceAll(/[:/]/g, "$&<wbr>") : shownText(text);
}

/** Text from anywhere, as HTML: nothing in it is a tag, nor invisible, nor read in another order than it was written. */
export function shownText(text: string): string {
  return escapeHTML(printable(text));
}

/** A link. @param href - of this server */
export function link(href: string, text: string): Cell {
  return { html: `<a href="${escapeHTML(href)}">${breakable(text)}</a>` };
}

/** A link to an account where accounts are listed. @param name - absent: its number */
export function accountLink(base: string, id: string, name?: string | null): Cell {
  return link(`${base}/accounts?${new URLSearchParams({ q: id })}`, name ?? id);
}

/** A moment, to the second. @param iso - as `toISOString()` has it */
export function moment(iso: string): Cell {
  return { html: `<time datetime="${escapeHTML(iso)}">${escapeHTML(iso.slice(0, 19).replace("T", " "))} UTC</time>` };
}

/** Whole sentences, which a narrow column would make a tower of words. */
export function prose(text: string | undefined): Cell {
  return text === undefined || text === "" ? undefined : { html: `<span class="prose">${shownText(text)}</span>` };
}
