import { printable } from "../../base/printable.ts";
import { Interrupted } from "../../system/terminal/interrupted.ts";
import type { RawProgram } from "../../system/terminal/raw-terminal.ts";
import type { TerminalSize } from "../../system/terminal/terminal-size.ts";
import { placeAfter } from "../text/cells.ts";
import { EDIT_KEYS } from "./edit-keys.ts";
import { type TypedKey, TypedKeys } from "./typed-keys.ts";
import { TypedLine } from "./typed-line.ts";

/** The terminal says where a paste begins and ends. @see https://invisible-island.net/xterm/ctlseqs/ : DEC mode 2004 */
const PASTES_MARKED = "\u001b[?2004h";
const PASTES_AS_KEYS = "\u001b[?2004l";
const CLEAR_BELOW = "\u001b[J";

/** `plain`: for terminals that cannot move the cursor, where a changed line is written anew below the old one. */
export type LineForm = "edited" | "plain";

/** A question with a line for the answer, which is edited with the keys of readline. */
export class LineQuestion implements RawProgram<string> {
  /** Lines shown above the one that is edited. */
  readonly #above: string;
  /** What stands before the answer, in its line. */
  readonly #label: string;
  readonly #signal: AbortSignal;
  readonly #form: LineForm;
  readonly #line = new TypedLine("");
  readonly #keys = new TypedKeys((key) => this.#pressed(key));
  #state: "going-on" | { readonly result: string } = "going-on";
  /** What is on the terminal; undefined before the question is shown. */
  #drawn: { readonly before: string; readonly after: string; readonly columns: number } | undefined;

  constructor(prompt: string, signal: AbortSignal, form: LineForm) {
    const at = prompt.lastIndexOf("\n") + 1;
    this.#above = prompt.slice(0, at).replaceAll("\n", "\r\n");
    this.#label = prompt.slice(at);
    this.#signal = signal;
    this.#form = form;
  }

  begin(): void {
    this.#drawn = undefined;
  }

  press(byte: Buffer): void {
    this.#keys.push(byte);
  }

  /** @throws the reason of the signal that withdraws the question */
  state(): "going-on" | { readonly result: string } {
    this.#signal.throwIfAborted();
    return this.#state;
  }

  /**
   * Appended text is written as it is, so that nothing flickers where nothing moves. When the width has changed, some
   * terminals have wrapped the line anew, and others have not: then the next key writes it anew, below.
   */
  draw({ columns }: TerminalSize): string {
    const { before, after } = shown(this.#line);
    const drawn = this.#drawn;
    if (drawn?.before === before && drawn.after === after) return "";
    this.#drawn = { before, after, columns };
    if (!drawn) return `${this.#marking(PASTES_MARKED)}${this.#above}${this.#text(columns)}`;
    if (this.#form === "edited" && drawn.columns !== columns) return `\r\n${CLEAR_BELOW}${this.#text(columns)}`;
    const isAppended = after === "" && drawn.after === "" && before.startsWith(drawn.before);
    if (isAppended) return before.slice(drawn.before.length);
    if (this.#form === "plain") return `\r\n${this.#label}${before}${after}`;
    return `${this.#toStart(drawn, columns)}${CLEAR_BELOW}${this.#text(columns)}`;
  }

  /** Leaves what was typed where it is, and goes to the line below. */
  erase(size: TerminalSize): string {
    if (!this.#drawn) return "";
    const rest = this.draw(size);
    const { before, after } = shown(this.#line);
    const end = placeAfter(this.#label + before + after, size.columns);
    const down = end.row - this.#caret({ before, after }, size.columns).row;
    this.#drawn = undefined;
    return `${rest}${down > 0 ? `\u001b[${down}B` : ""}${this.#marking(PASTES_AS_KEYS)}\r\n`;
  }

  #pressed(key: TypedKey): void {
    if (this.#state !== "going-on") return;
    if ("text" in key) this.#line.insert(key.text);
    else if ("pasted" in key) this.#line.insert(firstLine(key.pasted));
    else if (key.name === "return" || key.name === "enter") this.#state = { result: this.#line.text };
    // Only where another key than ^C interrupts.
    else if (key.name === "C-c") throw new Interrupted("SIGINT");
    else if (key.name === "C-d" && this.#line.text === "") throw new Interrupted();
    else EDIT_KEYS[key.name]?.(this.#line);
  }

  /** The line, with the cursor at the caret. */
  #text(columns: number): string {
    const { before, after } = shown(this.#line);
    if (after === "" || this.#form === "plain") return this.#label + before + after;
    const end = placeAfter(this.#label + before + after, columns);
    const { row, column } = this.#caret({ before, after }, columns);
    const up = end.row - row;
    const back = `${up > 0 ? `\u001b[${up}A` : ""}\r${column > 0 ? `\u001b[${column}C` : ""}`;
    return `${this.#label}${before}${after}${back}`;
  }

  #toStart(drawn: { readonly before: string; readonly after: string }, columns: number): string {
    const { row } = this.#caret(drawn, columns);
    return `${row > 0 ? `\u001b[${row}A` : ""}\r`;
  }

  /** A caret between characters is where the next one stands, which may be in the next row. */
  #caret({ before, after }: { readonly before: string; readonly after: string }, columns: number) {
    const place = placeAfter(this.#label + before, columns);
    return after !== "" && place.column >= columns ? { row: place.row + 1, column: 0 } : place;
  }

  #marking(sequence: string): string {
    return this.#form === "plain" ? "" : sequence;
  }
}

/**
 * The line as it is shown: invisible characters are escaped, since a pasted one could turn the text around. Only at its
 * end {@link printable} escapes a blank, too, where it is seen here by the cursor.
 */
function shown({ before, after }: Pick<TypedLine, "before" | "after">): { before: string; after: string } {
  return { before: seen(before), after: seen(after) };
}

function seen(text: string): string {
  return printable(text).replace(/<U\+0020>$/, " ");
}

/** The first line with anything in it, without characters that would move the cursor. */
function firstLine(pasted: string): string {
  const line = pasted.split(/[\r\n\p{Zl}\p{Zp}]+/u).find((one) => one.trim() !== "") ?? "";
  return line.replace(/\p{Cc}+/gu, " ").trim();
}
