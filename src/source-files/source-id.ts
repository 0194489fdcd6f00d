/** What an id is made of, as far as a JSON Schema can say it: one line, and no space at either end. */
export const SOURCE_ID = /^\S(?:.*\S)?$/;

/** Whether `text` may be the id of a source: shown in a terminal, it does nothing there. */
export function isSourceId(text: string): boolean {
  return SOURCE_ID.test(text) && !/\p{C}/u.test(text);
}
