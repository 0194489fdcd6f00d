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

export type TypedText = "shown" | "hidden";

interface LineParts {
  readonly live?: (() => string | undefined) | undefined;
  readonly typed?: TypedText | undefined;
}

/** The label, and the text around the caret. */
interface Shown {
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** A question with a line for the answer, which is edited with the keys of readline. */
export class LineQuestion implements RawProgram<string> {
  /** Lines shown above the one that is edited. */
  readonly #above: string;
  /** What stands before the answer, in its line. */
  readonly #label: () => string;
  readonly #typed: TypedText;
  readonly #signal: AbortSignal;
  readonly #form: LineForm;
  readonly #line = new TypedLine("");
  readonly #keys = new TypedKeys((key) => this.#pressed(key));
  #state: "going-on" | { readonly result: string } = "going-on";
  /** What is on the terminal; undefined before the question is shown. */
  #drawn: (Shown & { readonly columns: number }) | undefined;

  /** @param live - what stands in place of the last line of the prompt, as long as it gives a text */
  constructor(prompt: string, signal: AbortSignal, form: LineForm, { live, typed = "shown" }: LineParts = {}) {
    const at = prompt.lastIndexOf("\n") + 1;
    this.#above = prompt.slice(0, at).replaceAll("\n", "\r\n");
    const label = prompt.slice(at);
    this.#label = () => live?.() ?? label;
    this.#typed = typed;
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
    const drawn = this.#drawn;
    const now = this.#shown();
    const isSameLabel = drawn?.label === now.label;
    if (isSameLabel && drawn.before === now.before && drawn.after === now.after) return "";
    this.#drawn = { ...now, columns };
    if (!drawn) return `${this.#marking(PASTES_MARKED)}${this.#above}${this.#text(now, columns)}`;
    if (this.#form === "edited" && drawn.columns !== columns) return `\r\n${CLEAR_BELOW}${this.#text(now, columns)}`;
    const isAppended = isSameLabel && now.after === "" && drawn.after === "" && now.before.startsWith(drawn.before);
    if (isAppended) return now.before.slice(drawn.before.length);
    if (this.#form === "plain") return `\r\n${now.label}${now.before}${now.after}`;
    return `${this.#toStart(drawn, columns)}${CLEAR_BELOW}${this.#text(now, columns)}`;
  }

  /** Leaves what was typed where it is, and goes to the line below. */
  erase(size: TerminalSize): string {
    if (!this.#drawn) return "";
    const rest = this.draw(size);
    const now = this.#drawn;
    const end = placeAfter(now.label + now.before + now.after, size.columns);
    const down = end.row - this.#caret(now, size.columns).row;
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

  #shown(): Shown {
    const typed = this.#typed === "hidden" ? { before: "", after: "" } : shown(this.#line);
    return { label: this.#label(), ...typed };
  }

  /** The line, with the cursor at the caret. */
  #text(now: Shown, columns: number): string {
    const text = now.label + now.before + now.after;
    if (now.after === "" || this.#form === "plain") return text;
    const end = placeAfter(text, columns);
    const { row, column } = this.#caret(now, columns);
    const up = end.row - row;
    return `${text}${up > 0 ? `\u001b[${up}A` : ""}\r${column > 0 ? `\u001b[${column}C` : ""}`;
  }

  #toStart(drawn: Shown, columns: number): string {
    const { row } = this.#caret(drawn, columns);
    return `${row > 0 ? `\u001b[${row}A` : ""}\r`;
  }

  /** A caret between characters is where the next one stands, which may be in the next row. */
  #caret({ label, before, after }: Shown, columns: number) {
    const place = placeAfter(label + before, columns);
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
