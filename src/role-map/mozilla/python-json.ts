/** What Mozilla's files are made of. */
export type Lists = Readonly<Record<string, readonly string[]>>;

/**
 * Texts by name, written as Python's `json.dumps(…, sort_keys=True, indent=4)` does, to the byte: what reads the files
 * compares their hashes.
 *
 * @see https://docs.python.org/3/library/json.html#json.dumps
 */
export function pythonJson(lists: Lists): string {
  const names = Object.keys(lists).toSorted(byCodePoint);
  if (names.length === 0) return "{}";
  const members = names.map((name) => `    ${quoted(name)}: ${listOf(lists[name] ?? [])}`);
  return `{\n${members.join(",\n")}\n}`;
}

function listOf(texts: readonly string[]): string {
  if (texts.length === 0) return "[]";
  return `[\n${texts.map((text) => `        ${quoted(text)}`).join(",\n")}\n    ]`;
}

/** All but printable ASCII is escaped. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(/[^ -~]/g, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Python sorts by characters, JavaScript by halves of them: they differ beyond the first 65,536. */
export function byCodePoint(one: string, other: string): number {
  const [a, b] = [[...one], [...other]];
  for (let at = 0; at < a.length && at < b.length; at++) {
    const difference = (a[at]?.codePointAt(0) ?? 0) - (b[at]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
