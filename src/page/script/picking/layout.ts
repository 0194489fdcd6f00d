import { element } from "../element.ts";
import { searchField } from "../search-field.ts";

/** Everything of the page but its rows. */
export interface Layout {
  readonly main: HTMLElement;
  readonly search: HTMLInputElement;
  /** How many rows were found. */
  readonly count: HTMLElement;
  /** What the command is at. */
  readonly doing: HTMLElement;
  /** What went wrong. */
  readonly problem: HTMLElement;
  readonly notes: HTMLElement;
  readonly copy: HTMLButtonElement;
  readonly leave: HTMLButtonElement;
}

const KEYS = "Type to search, arrows move, Enter chooses, Ctrl-C copies, Esc clears";

/** Puts the page together around its rows. */
export function layout(main: HTMLElement, rows: HTMLElement): Layout {
  const { label, search } = searchField(rows);
  const count = element("p", { class: "count", role: "status" });
  const doing = element("p", { class: "doing", role: "status" });
  const problem = element("div", { class: "problem", role: "alert" });
  const notes = element("ul", { class: "notes" });
  const copy = element("button", { type: "button" }, "Copy");
  const leave = element("button", { type: "button" }, "Cancel");
  main.replaceChildren(
    element("header", {}, element("h1", {}, "Choose a role"), element("div", { class: "buttons" }, copy, leave)),
    label,
    search,
    count,
    doing,
    problem,
    rows,
    notes,
    element("p", { id: "keys", class: "keys" }, KEYS),
  );
  return { main, search, count, doing, problem, notes, copy, leave };
}
