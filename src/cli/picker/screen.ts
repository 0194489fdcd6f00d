import type { TerminalSize } from "../../system/terminal/terminal-size.ts";
import { cellsOf } from "../text/cells.ts";
import { type Frame, frameLines } from "./frame.ts";
import type { Style } from "./style.ts";

/** The terminal marks pasted text, so that it is not taken for keys. */
const PASTES_MARKED = "\x1b[?2004h";
const PASTES_AS_KEYS = "\x1b[?2004l";
/** A line that is wider than calculated must not become two. */
const NO_WRAP = "\x1b[?7l";
const WRAP = "\x1b[?7h";
const HIDE_CURSOR = "\x1b[?25l";
const SHOW_CURSOR = "\x1b[?25h";
/** Terminals that support synchronized output show everything between the two at once. */
const TOGETHER = "\x1b[?2026h";
const END_TOGETHER = "\x1b[?2026l";
const CLEAR_LINE = "\x1b[K";
const CLEAR_BELOW = "\x1b[J";
const CLEAR_ALL = "\x1b[H\x1b[2J";

/**
 * Draws frames below the line where the cursor is. The cursor is hidden and stays on the last line of the frame: when a
 * terminal becomes narrower it wraps the lines above again, and we can calculate where the frame begins then.
 */
export class Screen {
  #size: TerminalSize | undefined;
  #lines: readonly string[] = [];
  #isToBeCleared = false;

  /** Call this when no frame is on the terminal any more. */
  forget(): void {
    this.#size = undefined;
    this.#lines = [];
  }

  /** Whether the last frame was drawn for a terminal of this size. */
  fits({ columns, rows }: TerminalSize): boolean {
    return this.#size?.columns === columns && this.#size.rows === rows;
  }

  /** The next frame is drawn at the top of an empty terminal. */
  clear(): void {
    this.#isToBeCleared = true;
  }

  draw(frame: Frame, size: TerminalSize, style: Style): string {
    const begin = this.#isToBeCleared ? CLEAR_ALL : this.#toTop(size) + (this.fits(size) ? "" : CLEAR_BELOW);
    this.#isToBeCleared = false;
    this.#size = size;
    this.#lines = frameLines(frame, size.columns - 1, style);
    const text = this.#lines.map((line) => line + CLEAR_LINE).join("\r\n");
    return `${TOGETHER}${HIDE_CURSOR}${PASTES_MARKED}${NO_WRAP}${begin}${text}${CLEAR_BELOW}\r${WRAP}${END_TOGETHER}`;
  }

  erase(size: TerminalSize): string {
    const begin = this.#size ? this.#toTop(size) + CLEAR_BELOW : "";
    this.forget();
    return WRAP + SHOW_CURSOR + PASTES_AS_KEYS + begin;
  }

  #toTop({ columns }: TerminalSize): string {
    const above = this.#lines.slice(0, -1);
    const up = above.reduce((sum, line) => sum + Math.max(Math.ceil(cellsOf(line) / columns), 1), 0);
    return `${up > 0 ? `\x1b[${up}A` : ""}\r`;
  }
}
