import type { FailedRow, PageFound, PageRow } from "../page-state.ts";
import { element, pieces } from "./element.ts";

/** What is known of rows beside what they are called. */
export interface RowMarks {
  /** Rows that were chosen in vain. */
  readonly failed: readonly FailedRow[];
  /** The row of what programs get now. */
  readonly servedRow?: string;
}

type Move = "up" | "down" | "page-up" | "page-down" | "first" | "last";

/** The rows that were found, one of which is the selected one. The search field keeps the focus. */
export class RowsView {
  readonly list = element("div", { id: "rows", role: "listbox", "aria-label": "Roles and profiles" });
  readonly #onSelected: () => void;
  #rows: readonly PageRow[] = [];
  #elements = new Map<string, HTMLElement>();
  #selected: string | undefined;
  #hasMoved = false;

  constructor(onSelected: () => void) {
    this.#onSelected = onSelected;
  }

  get selected(): PageRow | undefined {
    return this.#rows.find(({ key }) => key === this.#selected);
  }

  get selectedId(): string {
    return (this.#selected !== undefined && this.#elements.get(this.#selected)?.id) || "";
  }

  get first(): PageRow | undefined {
    return this.#rows[0];
  }

  get shown(): number {
    return this.#rows.length;
  }

  /** Another search selects its best row. */
  forgetSelection(): void {
    this.#hasMoved = false;
  }

  /** The row that the user has moved to stays selected, wherever better rows push it. */
  show({ groups }: PageFound, marks: RowMarks): void {
    this.#rows = groups.flatMap(({ rows }) => rows);
    this.#elements = new Map();
    const shown = groups.map(({ accountId, rows, title }, index) => {
      const id = `group-${index}`;
      const heading = element("div", { id, class: "group", role: "presentation" }, ...pieces(title));
      if (accountId.length > 0) heading.append(" ", element("span", {}, ...pieces(accountId)));
      return element("div", { role: "group", "aria-labelledby": id }, heading, ...rows.map((row) => this.#row(row)));
    });
    this.list.replaceChildren(...shown);
    this.mark(marks);
    const stays = this.#hasMoved && this.#selected !== undefined && this.#elements.has(this.#selected);
    this.#select(stays ? this.#selected : this.#rows[0]?.key, stays ? "stays" : "top");
    if (!stays) this.#hasMoved = false;
  }

  /** Selects a row, or none, as long as the user has not moved to one. */
  rest(key: string | undefined): void {
    const row = key !== undefined && this.#elements.has(key) ? key : undefined;
    if (!this.#hasMoved && row !== this.#selected) this.#select(row, "into-view");
  }

  mark({ failed, servedRow }: RowMarks): void {
    this.#markServed(servedRow);
    for (const { key, message } of failed) {
      const row = this.#elements.get(key);
      if (!row || row.classList.contains("failed")) continue;
      row.classList.add("failed");
      row.title = message;
      row.append(" ", element("span", { class: "why" }, "failed"));
    }
  }

  /** Rows that were marked may be good now. */
  unmark(): void {
    for (const row of this.#elements.values()) {
      row.classList.remove("failed");
      row.removeAttribute("title");
      row.querySelector(".why")?.remove();
    }
  }

  move(to: Move): void {
    const last = this.#rows.length - 1;
    if (last < 0) return;
    const at = this.#rows.findIndex(({ key }) => key === this.#selected);
    const page = Math.max(1, Math.floor(this.list.clientHeight / (this.#rowHeight() || 32)) - 2);
    const places = { up: at - 1, down: at + 1, "page-up": at - page, "page-down": at + page, first: 0, last };
    this.#hasMoved = true;
    this.#select(this.#rows[Math.max(0, Math.min(places[to], last))]?.key, "into-view");
  }

  select(key: string): void {
    this.#hasMoved = true;
    this.#select(key, "stays");
  }

  #markServed(key: string | undefined): void {
    for (const [each, row] of this.#elements) {
      const isServed = row.getAttribute("aria-current") === "true";
      if (isServed === (each === key)) continue;
      if (isServed) {
        row.removeAttribute("aria-current");
        row.querySelector(".served")?.remove();
      } else {
        row.setAttribute("aria-current", "true");
        row.append(" ", element("span", { class: "served" }, "served now"));
      }
    }
  }

  #rowHeight(): number {
    return this.list.querySelector<HTMLElement>("[role=option]")?.offsetHeight ?? 0;
  }

  #row({ detail, key, name }: PageRow): HTMLElement {
    const id = `row-${this.#elements.size}`;
    const row = element("div", { id, role: "option", "aria-selected": "false" });
    row.append(element("span", { class: "name" }, ...pieces(name)), " ", element("span", { class: "detail" }, detail));
    row.dataset.key = key;
    this.#elements.set(key, row);
    return row;
  }

  #select(key: string | undefined, scroll: "top" | "into-view" | "stays"): void {
    if (this.#selected !== undefined) this.#elements.get(this.#selected)?.setAttribute("aria-selected", "false");
    this.#selected = key;
    const row = key === undefined ? undefined : this.#elements.get(key);
    row?.setAttribute("aria-selected", "true");
    if (scroll === "top") this.list.scrollTop = 0;
    // The first row takes the heading above it along.
    else if (scroll === "into-view")
      (key === this.#rows[0]?.key ? row?.parentElement : row)?.scrollIntoView({ block: "nearest" });
    this.#onSelected();
  }
}
