import type { TypedLine } from "./typed-line.ts";

export type Edit = (line: TypedLine) => void;

/** The keys of readline that edit a line, as `TypedKeys` names them. */
export const EDIT_KEYS: Readonly<Record<string, Edit>> = {
  left: (line) => line.move("left"),
  "C-b": (line) => line.move("left"),
  right: (line) => line.move("right"),
  "C-f": (line) => line.move("right"),
  home: (line) => line.move("start"),
  "C-a": (line) => line.move("start"),
  end: (line) => line.move("end"),
  "C-e": (line) => line.move("end"),
  "M-b": (line) => line.move("word-left"),
  "C-left": (line) => line.move("word-left"),
  "M-left": (line) => line.move("word-left"),
  "S-left": (line) => line.move("word-left"),
  "M-f": (line) => line.move("word-right"),
  "C-right": (line) => line.move("word-right"),
  "M-right": (line) => line.move("word-right"),
  "S-right": (line) => line.move("word-right"),
  backspace: (line) => line.delete("left"),
  delete: (line) => line.delete("right"),
  "C-d": (line) => line.delete("right"),
  "C-u": (line) => line.delete("start"),
  "C-k": (line) => line.delete("end"),
  "C-w": (line) => line.deleteBackToBlank(),
  "M-backspace": (line) => line.delete("word-left"),
  "M-d": (line) => line.delete("word-right"),
  "C-y": (line) => line.yank(),
};
