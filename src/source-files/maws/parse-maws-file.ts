import { ActasError } from "../../base/errors.ts";
import { placeIn, sectionLines } from "../../profiles/section-lines.ts";

/** The settings of a file of `maws`, by key. */
export type MawsSettings = ReadonlyMap<string, string>;

/**
 * Reads a file of `maws` as Python's `configparser` does: its section, and what `[DEFAULT]` says for all sections.
 *
 * @throws {ActasError} `configuration` naming the file, and never repeating a value
 * @see https://docs.python.org/3/library/configparser.html
 */
export function parseMawsFile(text: string, path: string): MawsSettings {
  const sections = sectionLines(text, placeIn({ text, path }, 0));
  const settings = new Map<string, string>();
  for (const name of ["DEFAULT", "maws"]) {
    const [section, again] = sections.filter(({ header }) => header === name);
    if (again) throw unreadable(path, `it has the section [${name}] twice`);
    const keys = new Set<string>();
    for (const { key, values } of section?.settings ?? []) {
      if (keys.has(key)) throw unreadable(path, `[${name}] has \`${key}\` twice`);
      keys.add(key);
      settings.set(key, interpolated(values.join("\n").trim(), key, path));
    }
  }
  return settings;
}

/** `%%` is a percent sign. What `%(name)s` stands for is not looked up: a provider's address has none. */
function interpolated(value: string, key: string, path: string): string {
  if (/%(?!%)/.test(value.replaceAll("%%", ""))) throw unreadable(path, `\`${key}\` has a % that is not written %%`);
  return value.replaceAll("%%", "%");
}

function unreadable(path: string, reason: string): ActasError {
  return new ActasError("configuration", `cannot read ${path}: ${reason}`);
}
