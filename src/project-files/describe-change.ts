import { jsonText } from "../base/printable.ts";

/** The changes in a file's content, a line for each key: `account: "1…", was "2…"`. */
export function describeChange(earlier: object, now: object): readonly string[] {
  const [before, after] = [flat(earlier), flat(now)];
  const keys = [...new Set([...before.keys(), ...after.keys()])].filter((key) => before.get(key) !== after.get(key));
  return keys.map((key) => line(key, before.get(key), after.get(key)));
}

function line(key: string, before: string | undefined, after: string | undefined): string {
  if (before === undefined) return `${key}: ${after}, new`;
  return after === undefined ? `${key}: gone, was ${before}` : `${key}: ${after}, was ${before}`;
}

function flat(settings: object, prefix = ""): Map<string, string> {
  const entries = Object.entries(settings).flatMap(([key, value]: [string, unknown]): [string, string][] =>
    typeof value === "object" && value
      ? [...flat(value, `${prefix}${key}.`)]
      : [[`${prefix}${key}`, jsonText(value, "one-line")]],
  );
  return new Map(entries);
}
