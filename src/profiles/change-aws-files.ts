import type { RequestEnvironment } from "../base/credential-request.ts";
import { ActasError } from "../base/errors.ts";
import { editFile, requireEditable } from "../files/edit-file.ts";
import { readIfThere } from "../files/read-if-there.ts";
import { EditedFile } from "./edited-file.ts";
import { profilePaths } from "./file-paths.ts";
import { parseFile } from "./parse-file.ts";
import type { ProfileFiles } from "./profile-reader.ts";

/** Which of the two AWS files. */
export type AwsFile = keyof ProfileFiles;

interface ChangedFiles {
  /** What the files will say. */
  readonly after: ProfileFiles;
  /** @throws {ActasError} `system` where it is known beforehand that they cannot be written */
  readonly requireWritable: () => void;
  /** Returns the paths of those that were changed. */
  readonly write: () => Promise<readonly string[]>;
}

/**
 * Prepares a change of the two AWS files, so that its outcome can be judged before anything is written.
 *
 * @param edit - is called for each of the two
 * @throws {ActasError} `configuration` for a file that cannot be read; what `edit` throws
 */
export function changeAwsFiles(
  environment: RequestEnvironment,
  edit: (file: EditedFile, which: AwsFile) => void,
): ChangedFiles {
  const paths = profilePaths(environment);
  const before = new Map([paths.config, paths.credentials].map((path) => [path, readIfThere(path) ?? ""]));
  const after = new Map(before);
  for (const which of ["config", "credentials"] as const) {
    const path = paths[which];
    const file = new EditedFile(after.get(path) ?? "", path);
    edit(file, which);
    after.set(path, file.text);
  }
  const parsed = (path: string) => ({ path, sections: parseFile(after.get(path) ?? "", path) });
  const changed = [...after].filter(([path, text]) => text !== before.get(path));
  const write = async () => {
    for (const [path, text] of changed) await editFile(path, (now) => replaced(path, now, before.get(path), text));
    return changed.map(([path]) => path);
  };
  const requireWritable = (): void => {
    for (const [path] of changed) requireEditable(path);
  };
  const files = { config: parsed(paths.config), credentials: parsed(paths.credentials) };
  return { after: files, requireWritable, write };
}

/** The outcome was judged for the text of before. */
function replaced(path: string, now: string, before: string | undefined, text: string): string {
  if (now === before) return text;
  throw new ActasError("system", `cannot change ${path}: another program has just changed it`, {
    hints: ["run the command once more"],
  });
}
