/** The form of an id, as far as a JSON Schema can express it: one line, without a space at either end. */
export const SOURCE_ID = /^\S(?:.*\S)?$/;

/** Whether `text` may be the id of a source: it must be harmless when printed on a terminal. */
export function isSourceId(text: string): boolean {
  return SOURCE_ID.test(text) && !/\p{C}/u.test(text);
}
