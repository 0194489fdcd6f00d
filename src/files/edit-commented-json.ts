import { applyEdits, modify } from "jsonc-parser";

/**
 * The text of a JSON file with some keys of its object set, or with undefined taken away. Comments, the order of the
 * other keys and their form stay as they are; comments behind a key that is taken away go with it.
 *
 * @param text - one JSON object, as `parseCommentedJson()` takes it
 */
export function editCommentedJson(text: string, changes: Readonly<Record<string, unknown>>): string {
  const form = { insertSpaces: !/^\t/m.test(text), tabSize: 2, eol: text.includes("\r\n") ? "\r\n" : "\n" };
  return Object.entries(changes).reduce(
    (edited, [key, value]) => applyEdits(edited, modify(edited, [key], value, { formattingOptions: form })),
    text,
  );
}
