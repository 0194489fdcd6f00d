import { charactersOf } from "../text/cells.ts";

type Place = "start" | "end" | "left" | "right" | "word-left" | "word-right";

/**
 * No answer is as long, in UTF-16 units. More comes from a clipboard that holds something else, in a terminal that does
 * not mark pastes; each of its characters is a key, and the line is drawn for each.
 */
const LONGEST = 4096;

/** The line of text that the user types, edited with the keys of readline. What is longer than an answer is cut. */
export class TypedLine {
  #before: string[];
  #after: string[] = [];
  #killed: readonly string[] = [];

  constructor(text: string) {
    this.#before = charactersOf(text);
  }

  get text(): string {
    return this.before + this.after;
  }

  get before(): string {
    return this.#before.join("");
  }

  get after(): string {
    return this.#after.join("");
  }

  insert(text: string): void {
    const room = LONGEST - this.before.length - this.after.length;
    if (room <= 0) return;
    // Split the whole text again: new text may combine with the character before it.
    this.#before = charactersOf(this.before + text.slice(0, room));
  }

  move(to: Place): void {
    const all = [...this.#before, ...this.#after];
    const at = this.#placeOf(to);
    this.#before = all.slice(0, at);
    this.#after = all.slice(at);
  }

  /** Deletes from the caret to a place; {@link yank} puts back deleted words and lines. */
  delete(to: Place): void {
    const all = [...this.#before, ...this.#after];
    const caret = this.#before.length;
    const at = this.#placeOf(to);
    if (to !== "left" && to !== "right") this.#killed = all.slice(Math.min(at, caret), Math.max(at, caret));
    this.#before = all.slice(0, Math.min(at, caret));
    this.#after = all.slice(Math.max(at, caret));
  }

  /** Deletes the word before the caret up to a blank, as ^W does. */
  deleteBackToBlank(): void {
    const kept = this.before.trimEnd().replace(/\S+$/, "");
    this.#killed = this.#before.slice(charactersOf(kept).length);
    this.#before = charactersOf(kept);
  }

  /** Puts back the text that was deleted last. */
  yank(): void {
    this.#before = [...this.#before, ...this.#killed];
  }

  #placeOf(to: Place): number {
    const caret = this.#before.length;
    const end = caret + this.#after.length;
    if (to === "start") return 0;
    if (to === "end") return end;
    if (to === "left") return Math.max(caret - 1, 0);
    if (to === "right") return Math.min(caret + 1, end);
    if (to === "word-left") return caret - wordLength([...this.#before].reverse());
    return caret + wordLength(this.#after);
  }
}

/** The length up to the end of the next word, including the characters in front of it. */
function wordLength(characters: readonly string[]): number {
  const start = characters.findIndex(isOfWord);
  if (start < 0) return characters.length;
  const length = characters.slice(start).findIndex((character) => !isOfWord(character));
  return length < 0 ? characters.length : start + length;
}

function isOfWord(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character);
}
