import { element } from "../element.ts";
import { searchField } from "../search-field.ts";
import { type RoleForm, roleForm } from "./role-form.ts";

/** Everything of the page but its rows. */
export interface ServingLayout {
  readonly main: HTMLElement;
  readonly title: HTMLElement;
  /** Stands above the list. */
  readonly choosing: HTMLElement;
  readonly facts: HTMLElement;
  readonly refresh: HTMLButtonElement;
  /** Why programs get no credentials. */
  readonly problem: HTMLElement;
  /** What the user is asked. */
  readonly question: HTMLElement;
  /** What the command is at, or has done. */
  readonly doing: HTMLElement;
  /** What could not be done. */
  readonly failure: HTMLElement;
  readonly search: HTMLInputElement;
  readonly count: HTMLElement;
  readonly notes: HTMLElement;
  readonly role: RoleForm;
}

const KEYS = "Type to search, arrows move, Enter serves, Esc clears";

/** Puts the page together around its rows. */
export function servingLayout(main: HTMLElement, rows: HTMLElement): ServingLayout {
  const { label, search } = searchField(rows);
  const title = element("h1", {}, "Nothing is served yet");
  const refresh = element("button", { type: "button" }, "Refresh now");
  const facts = element("dl", { class: "facts" });
  const problem = element("div", { class: "problem", role: "alert" });
  const question = element("section", { class: "question", "aria-label": "Question" });
  const doing = element("p", { class: "doing", role: "status" });
  const failure = element("div", { class: "problem", role: "alert" });
  const count = element("p", { class: "count", role: "status" });
  const notes = element("ul", { class: "notes" });
  const role = roleForm();
  const choosing = element("h2", {}, "Choose a target");
  main.classList.add("serving");
  main.replaceChildren(
    element("header", {}, title, element("div", { class: "buttons" }, refresh)),
    facts,
    problem,
    question,
    doing,
    failure,
    choosing,
    label,
    search,
    count,
    rows,
    notes,
    element("p", { id: "keys", class: "keys" }, KEYS),
    role.details,
  );
  return { main, title, choosing, facts, refresh, problem, question, doing, failure, search, count, notes, role };
}
