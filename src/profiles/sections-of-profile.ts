import type { AwsFile } from "./change-aws-files.ts";
import type { EditedFile } from "./edited-file.ts";

/** The sections of a file that a profile is read from; none if it is not in there. See `findProfile()`. */
export function sectionsOfProfile(file: EditedFile, which: AwsFile, name: string): readonly string[] {
  if (which === "credentials") return [name].filter((section) => file.has(section));
  const found = [`profile ${name}`, name].filter((section) => file.has(section));
  return name === "default" ? found : found.slice(0, 1);
}
