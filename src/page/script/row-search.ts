import type { ListState } from "../page-state.ts";
import type { CommandConnection } from "./command-connection.ts";
import { element } from "./element.ts";
import type { RowMarks, RowsView } from "./rows-view.ts";

interface RowSearchParts {
  readonly connection: CommandConnection;
  readonly rows: RowsView;
  readonly search: HTMLInputElement;
  /** Says how many rows were found. */
  readonly count: HTMLElement;
  /** Whether keys and answers still mean something. */
  readonly isOver: () => boolean;
  /** Called when the user has chosen the row that is selected. */
  readonly onChosen: () => void;
  /** The row, or none, that Enter means while nothing is typed; absent: the first one. */
  readonly atRest?: () => string | undefined;
}

/** Rows shown at first, and how many more whenever the user comes to their end. */
const SHOWN = 100;

const MOVES = {
  ArrowUp: "up",
  ArrowDown: "down",
  PageUp: "page-up",
  PageDown: "page-down",
} as const;

/** A list of rows, and the field in which the user types what they are found by. */
export class RowSearch {
  readonly #parts: RowSearchParts;
  #list: ListState | undefined;
  #marks: RowMarks = { failed: [] };
  #most = SHOWN;
  /** What the rows on the page were found by, and of which list. */
  #foundFor = "";
  #finding: Promise<boolean> | undefined;

  constructor(parts: RowSearchParts) {
    this.#parts = parts;
    const { rows, search } = parts;
    search.addEventListener("input", () => this.#typed());
    document.addEventListener("keydown", (event) => this.#pressed(event));
    rows.list.addEventListener("scroll", () => this.#showMore());
    rows.list.addEventListener("click", ({ detail, target }) => {
      // With the second click of two, another row may be under the mouse.
      if (detail > 1) return;
      const row = target instanceof Element ? target.closest<HTMLElement>("[role=option]") : undefined;
      if (row?.dataset.key === undefined) return;
      rows.select(row.dataset.key);
      search.focus();
      void this.#choose();
    });
  }

  /** Takes over what the command says about the list. */
  hear(list: ListState & RowMarks): void {
    const { rows, search } = this.#parts;
    if (list.search !== (this.#list?.search ?? "")) {
      search.value = list.search;
      rows.forgetSelection();
    }
    this.#list = list;
    this.#marks = list;
    rows.mark(list);
    this.#rest();
    void this.#find();
  }

  /** Shows all rows again. */
  clear(): void {
    this.#parts.search.value = "";
    this.#typed();
  }

  /** Searches until the rows are those of what is typed now. */
  async #find(): Promise<void> {
    while (this.#wantedNow() !== this.#foundFor && !this.#parts.isOver()) {
      // One search at a time: keys that are typed meanwhile are searched for together.
      this.#finding ??= this.#findOnce().finally(() => {
        this.#finding = undefined;
      });
      if (!(await this.#finding)) return;
    }
  }

  async #findOnce(): Promise<boolean> {
    const { connection, count, isOver, rows, search } = this.#parts;
    const wanted = this.#wantedNow();
    const found = await connection.find({ text: search.value, most: this.#most });
    if (!found || isOver()) return false;
    this.#foundFor = wanted;
    rows.show(found, this.#marks);
    this.#rest();
    const { total = 0, list } = this.#list ?? {};
    count.textContent = `${found.count} of ${total}${list === "growing" ? ", reading more …" : ""}`;
    const isNothing = found.count === 0 && list === "complete";
    if (isNothing) rows.list.replaceChildren(element("p", {}, "Nothing here is called that."));
    return true;
  }

  #wantedNow(): string {
    return JSON.stringify([this.#parts.search.value, this.#most, this.#list?.version, this.#list?.list]);
  }

  #typed(): void {
    this.#most = SHOWN;
    this.#parts.rows.forgetSelection();
    this.#rest();
    void this.#find();
  }

  #rest(): void {
    const { atRest, rows, search } = this.#parts;
    if (atRest && search.value === "") rows.rest(atRest());
  }

  /** What was typed last counts, also if its rows are not there yet. */
  async #choose(): Promise<void> {
    await this.#find();
    if (this.#parts.rows.selected) this.#parts.onChosen();
  }

  #pressed(event: KeyboardEvent): void {
    const { ctrlKey, key, target } = event;
    const { isOver, rows, search } = this.#parts;
    if (isOver() || event.isComposing || event.altKey || event.metaKey || hasKeysOfItsOwn(target, search)) return;
    const isEmpty = search.value === "";
    const move =
      MOVES[key as keyof typeof MOVES] ??
      (key === "Home" && (ctrlKey || isEmpty) ? "first" : key === "End" && (ctrlKey || isEmpty) ? "last" : undefined);
    if (move) {
      rows.move(move);
      this.#showMore();
    } else if (key === "Enter" && target === search) {
      if (!event.repeat) void this.#choose();
    } else if (key === "Escape" && !isEmpty) this.clear();
    else {
      // A letter goes to the search wherever the focus is; a button keeps its own keys.
      if (key.length === 1 && key !== " " && !ctrlKey && target !== search) search.focus();
      return;
    }
    event.preventDefault();
  }

  /** Fetches more rows before the user comes to the end of those that are shown. */
  #showMore(): void {
    const { rows } = this.#parts;
    const { clientHeight, scrollHeight, scrollTop } = rows.list;
    if (rows.shown < this.#most || scrollTop + 2 * clientHeight < scrollHeight) return;
    this.#most += SHOWN;
    void this.#find();
  }
}

/** Whether the user types into another field. */
function hasKeysOfItsOwn(target: EventTarget | null, search: HTMLInputElement): boolean {
  return target !== search && (target instanceof HTMLInputElement || target instanceof HTMLSelectElement);
}
