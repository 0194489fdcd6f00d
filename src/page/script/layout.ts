import { element } from "./element.ts";

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
  const search = element("input", {
    id: "search",
    type: "text",
    role: "combobox",
    placeholder: "Account, role or profile",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    enterkeyhint: "go",
    "aria-autocomplete": "list",
    "aria-expanded": "true",
    "aria-controls": rows.id,
    "aria-describedby": "keys",
  });
  const count = element("p", { class: "count", role: "status" });
  const doing = element("p", { class: "doing", role: "status" });
  const problem = element("div", { class: "problem", role: "alert" });
  const notes = element("ul", { class: "notes" });
  const copy = element("button", { type: "button" }, "Copy");
  const leave = element("button", { type: "button" }, "Cancel");
  main.replaceChildren(
    element("header", {}, element("h1", {}, "Choose a role"), element("div", { class: "buttons" }, copy, leave)),
    element("label", { for: search.id }, "Search"),
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

/** Shows that nothing can be done on this page any more. */
export function showEnd(main: HTMLElement, outcome: "good" | "bad", title: string, text: string): void {
  const mark = element("span", { "aria-hidden": "true" }, outcome === "good" ? "✓" : "✗");
  document.title = `${title} - actas`;
  main.className = `end ${outcome}`;
  const heading = element("h1", { tabindex: "-1" }, mark, " ", title);
  main.replaceChildren(heading, ...text.split("\n").map((line) => element("p", {}, line)));
  // Screen readers read what has the focus.
  heading.focus();
}
