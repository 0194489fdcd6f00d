import type { AwsFile } from "./change-aws-files.ts";
import type { EditedFile } from "./edited-file.ts";

/** The sections of a file that a profile is read from; none if it is not in there. See `findProfile()`. */
export function sectionsOfProfile(file: EditedFile, which: AwsFile, name: string): readonly string[] {
  if (which === "credentials") return [name].filter((section) => file.has(section));
  const found = [`profile ${name}`, name].filter((section) => file.has(section));
  return name === "default" ? found : found.slice(0, 1);
}

/** What stands between the brackets of a profile in the config file, so that all tools that can read it do. */
export function headerOfProfile(name: string): string {
  if (name === "default") return name;
  if (/^[\w@+.%:/-]+$/.test(name)) return `profile ${name}`;
  return name.includes('"') ? `profile '${name}'` : `profile "${name}"`;
}
