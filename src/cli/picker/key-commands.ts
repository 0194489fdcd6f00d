import type { SearchLine } from "./search-line.ts";

/** What a key does. */
export type Command =
  | { readonly kind: "edit"; readonly edit: (line: SearchLine) => void }
  | { readonly kind: "move"; readonly to: "up" | "down" | "page-up" | "page-down" | "first" | "last" }
  | { readonly kind: "choose" | "left" | "interrupted" | "suspend" | "redraw" };

const edit = (change: (line: SearchLine) => void): Command => ({ kind: "edit", edit: change });
const move = (to: Extract<Command, { kind: "move" }>["to"]): Command => ({ kind: "move", to });

/** The keys of fzf, including the readline keys that fzf has, as `TypedKeys` names them. */
const COMMANDS: Readonly<Record<string, Command>> = {
  return: { kind: "choose" },
  escape: { kind: "left" },
  "C-c": { kind: "interrupted" },
  "C-g": { kind: "left" },
  "C-q": { kind: "left" },
  "C-z": { kind: "suspend" },
  "C-l": { kind: "redraw" },
  up: move("up"),
  "C-p": move("up"),
  "C-k": move("up"),
  "S-tab": move("up"),
  down: move("down"),
  "C-n": move("down"),
  /** ^J */
  enter: move("down"),
  tab: move("down"),
  pageup: move("page-up"),
  pagedown: move("page-down"),
  "M-v": move("page-up"),
  "C-v": move("page-down"),
  "C-home": move("first"),
  "C-end": move("last"),
  "M-<": move("first"),
  "M->": move("last"),
  left: edit((line) => line.move("left")),
  "C-b": edit((line) => line.move("left")),
  right: edit((line) => line.move("right")),
  "C-f": edit((line) => line.move("right")),
  home: edit((line) => line.move("start")),
  "C-a": edit((line) => line.move("start")),
  end: edit((line) => line.move("end")),
  "C-e": edit((line) => line.move("end")),
  "M-b": edit((line) => line.move("word-left")),
  "C-left": edit((line) => line.move("word-left")),
  "M-left": edit((line) => line.move("word-left")),
  "S-left": edit((line) => line.move("word-left")),
  "M-f": edit((line) => line.move("word-right")),
  "C-right": edit((line) => line.move("word-right")),
  "M-right": edit((line) => line.move("word-right")),
  "S-right": edit((line) => line.move("word-right")),
  backspace: edit((line) => line.delete("left")),
  delete: edit((line) => line.delete("right")),
  "C-d": edit((line) => line.delete("right")),
  "C-u": edit((line) => line.delete("start")),
  "C-w": edit((line) => line.deleteBackToBlank()),
  "M-backspace": edit((line) => line.delete("word-left")),
  "M-d": edit((line) => line.delete("word-right")),
  "C-y": edit((line) => line.yank()),
};

/** Keys that do something else while the line is empty: there is no text to move in or to delete. */
const ON_EMPTY_LINE: Readonly<Record<string, Command>> = {
  "C-d": { kind: "left" },
  home: move("first"),
  end: move("last"),
};

/** @param typed - whether the search line has any text */
export function commandOf(key: string, typed: "nothing" | "something"): Command | undefined {
  return (typed === "nothing" ? ON_EMPTY_LINE[key] : undefined) ?? COMMANDS[key];
}
