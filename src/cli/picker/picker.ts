import type { RawProgram } from "../../system/terminal/raw-terminal.ts";
import type { TerminalSize } from "../../system/terminal/terminal-size.ts";
import { type TypedKey, TypedKeys } from "../terminal/typed-keys.ts";
import { TypedLine } from "../terminal/typed-line.ts";
import type { Choice } from "./choice.ts";
import type { ChoiceList } from "./choice-list.ts";
import { linesBesides } from "./frame.ts";
import { type Command, commandOf } from "./key-commands.ts";
import { matching } from "./matching.ts";
import { rowLines } from "./row-lines.ts";
import { Screen } from "./screen.ts";
import type { Style } from "./style.ts";

/** What the user has decided. */
export type Picked =
  | { readonly kind: "chosen"; readonly choice: Choice }
  | { readonly kind: "left" }
  | { readonly kind: "interrupted" }
  /** The list cannot be read. */
  | { readonly kind: "failed"; readonly error: unknown };

/** New rows are drawn no more often than this, so that typing stays smooth while thousands arrive. */
const REDRAW_MS = 60;
/** Rows take this part of the terminal, but may take this many lines if it is small. */
const PART_OF_TERMINAL = 0.6;
const FEW_LINES = 15;

/** A list in which the user chooses by typing parts of a name. It may grow meanwhile. */
export class Picker implements RawProgram<Picked> {
  readonly #list: ChoiceList;
  readonly #style: Style;
  readonly #line: TypedLine;
  readonly #screen = new Screen();
  readonly #keys = new TypedKeys((key) => this.#pressed(key));
  #found: readonly Choice[] = [];
  /** The search text and the version of the list that {@link #found} belongs to. */
  #foundFor: { readonly text: string; readonly version: number } | undefined;
  #selected = 0;
  /** Whether the user has moved to the selected row; otherwise the best row is selected. */
  #hasMoved = false;
  #top = 0;
  #page = 1;
  #isDrawn = false;
  #drawnAt = 0;
  #state: "going-on" | "suspend" | { readonly result: Picked } = "going-on";

  constructor(list: ChoiceList, search: string, style: Style) {
    this.#list = list;
    this.#style = style;
    this.#line = new TypedLine(search);
  }

  begin(): void {
    this.#state = "going-on";
    this.#isDrawn = false;
    this.#screen.forget();
  }

  press(byte: Buffer): void {
    this.#keys.push(byte);
  }

  state(): "going-on" | "suspend" | { readonly result: Picked } {
    const { failure } = this.#list;
    if (failure !== undefined) return { result: { kind: "failed", error: failure } };
    return this.#state;
  }

  draw(size: TerminalSize): string {
    const isNew = this.#foundFor?.version !== this.#list.version;
    if (isNew && performance.now() - this.#drawnAt > REDRAW_MS) this.#isDrawn = false;
    if (this.#isDrawn && this.#screen.fits(size)) return "";
    this.#find();
    this.#isDrawn = true;
    this.#drawnAt = performance.now();
    const { notes, rows, state } = this.#list;
    const frame = {
      before: this.#line.before,
      after: this.#line.after,
      shown: this.#found.length,
      count: rows.length,
      state,
      notes,
      rows: this.#visibleRows(size),
    };
    return this.#screen.draw(frame, size, this.#style);
  }

  erase(size: TerminalSize): string {
    return this.#screen.erase(size);
  }

  #pressed(key: TypedKey): void {
    if (this.#state !== "going-on") return;
    this.#isDrawn = false;
    if ("text" in key) this.#edit(() => this.#line.insert(key.text));
    else if ("pasted" in key) this.#edit(() => this.#line.insert(inOneLine(key.pasted)));
    else this.#obey(commandOf(key.name, this.#line.text === "" ? "nothing" : "something"));
  }

  #obey(command: Command | undefined): void {
    if (command?.kind === "edit") this.#edit(() => command.edit(this.#line));
    else if (command?.kind === "move") this.#move(command.to);
    else if (command?.kind === "redraw") this.#screen.clear();
    else if (command?.kind === "suspend") this.#state = "suspend";
    else if (command?.kind === "choose") this.#choose();
    else if (command) this.#state = { result: { kind: command.kind } };
  }

  /** Rows that have arrived since the list was drawn are not searched: the user chooses what the terminal shows. */
  #choose(): void {
    if (this.#foundFor?.text !== this.#line.text) this.#find();
    const choice = this.#found[this.#selected];
    if (choice) this.#state = { result: { kind: "chosen", choice } };
  }

  /** Changes the search; a new search selects its best row. */
  #edit(edit: () => void): void {
    const before = this.#line.text;
    edit();
    if (this.#line.text === before) return;
    this.#foundFor = undefined;
    this.#hasMoved = false;
    this.#selected = 0;
    this.#top = 0;
  }

  #move(to: Extract<Command, { kind: "move" }>["to"]): void {
    const last = this.#found.length - 1;
    const places = {
      up: this.#selected - 1,
      down: this.#selected + 1,
      "page-up": this.#selected - this.#page,
      "page-down": this.#selected + this.#page,
      first: 0,
      last,
    };
    this.#selected = Math.max(0, Math.min(places[to], last));
    this.#hasMoved = true;
  }

  /**
   * Searches again if the text or the list has changed. The first row is selected until the user moves; the row that
   * the user has moved to stays selected, wherever better rows push it.
   */
  #find(): void {
    const text = this.#line.text;
    const { rows, version } = this.#list;
    if (this.#foundFor?.version === version && this.#foundFor.text === text) return;
    const key = this.#hasMoved ? this.#found[this.#selected]?.key : undefined;
    this.#found = matching(text, rows);
    this.#foundFor = { text, version };
    const at = key === undefined ? -1 : this.#found.findIndex((choice) => choice.key === key);
    if (at < 0) this.#hasMoved = false;
    this.#selected = Math.max(0, at);
  }

  /** The rows around the selected one, as lines. */
  #visibleRows({ columns, rows }: TerminalSize): readonly string[] {
    const wanted = Math.max(FEW_LINES, Math.floor(rows * PART_OF_TERMINAL));
    const room = Math.max(1, Math.min(wanted, rows - 1 - linesBesides(this.#list.notes)));
    const drawing = {
      columns: this.#list.columns,
      cells: columns - 1,
      search: this.#line.text,
      style: this.#style,
    };
    const linesOf = (index: number): readonly string[] => {
      const choice = this.#found[index];
      return choice ? rowLines(choice, index === this.#selected ? "selected" : "other", drawing) : [];
    };
    this.#top = Math.min(this.#top, this.#selected);
    this.#top = Math.max(this.#top, this.#selected - room + 1);
    const shown: (readonly string[])[] = [];
    for (let index = this.#top; index <= this.#selected; index++) shown.push(linesOf(index));
    for (; shown.length > 1 && shown.flat().length > room; this.#top++) shown.shift();
    for (let index = this.#selected + 1; index < this.#found.length; index++) {
      const lines = linesOf(index);
      if (shown.flat().length + lines.length > room) break;
      shown.push(lines);
    }
    this.#page = Math.max(shown.length - 1, 1);
    return shown.flat().slice(0, room);
  }
}

/** Line ends in pasted text become blanks, as they run nothing. */
function inOneLine(pasted: string): string {
  return pasted.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();
}
