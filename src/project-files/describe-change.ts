import { jsonText } from "../base/printable.ts";
import type { ProjectSettings } from "./project-file.ts";

/** What changed in a project file since it was trusted, a line for each key: `account: "1…" instead of "2…"`. */
export function describeChange(trusted: ProjectSettings, now: ProjectSettings): readonly string[] {
  const [before, after] = [flat(trusted), flat(now)];
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
