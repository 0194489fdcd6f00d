import { EDIT_KEYS, type Edit } from "../terminal/edit-keys.ts";

/** What a key does. */
export type Command =
  | { readonly kind: "edit"; readonly edit: Edit }
  | { readonly kind: "move"; readonly to: "up" | "down" | "page-up" | "page-down" | "first" | "last" }
  | { readonly kind: "choose" | "left" | "interrupted" | "suspend" | "redraw" };

const move = (to: Extract<Command, { kind: "move" }>["to"]): Command => ({ kind: "move", to });

/** The keys of fzf, as `TypedKeys` names them; those that edit the line are in `EDIT_KEYS`. */
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
};

/** Keys that do something else while the line is empty: there is no text to move in or to delete. */
const ON_EMPTY_LINE: Readonly<Record<string, Command>> = {
  "C-d": { kind: "left" },
  home: move("first"),
  end: move("last"),
};

/** @param typed - whether the search line has any text */
export function commandOf(key: string, typed: "nothing" | "something"): Command | undefined {
  const command = (typed === "nothing" ? ON_EMPTY_LINE[key] : undefined) ?? COMMANDS[key];
  const edit = EDIT_KEYS[key];
  return command ?? (edit && { kind: "edit", edit });
}
