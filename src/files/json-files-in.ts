import { readdirSync } from "node:fs";
import { join } from "node:path";
import { isNothingAt } from "./is-nothing-at.ts";
import { isMissing, unreadable } from "./parsed-files.ts";

/**
 * The files that `*.json` matches in a shell, by name. Synchronous for the same reason as `ParsedFiles`.
 *
 * @throws {ActasError} `configuration` for a folder that cannot be read
 */
export function jsonFilesIn(folder: string): readonly string[] {
  // Most folders are not there, and an error to tell so takes ten times as long.
  if (isNothingAt(folder)) return [];
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith(".json") && !name.startsWith("."));
    return names.sort().map((name) => join(folder, name));
  } catch (error) {
    if (isMissing(error)) return [];
    throw unreadable(folder, error);
  }
}
