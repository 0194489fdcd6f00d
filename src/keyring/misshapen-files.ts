import { readdirSync } from "node:fs";
import { readRegularFile } from "../files/read-regular-file.ts";
import { nameOfFile } from "./file-name.ts";
import { SEALED_FORM } from "./sealed-files.ts";

/** The paths of secrets in a directory that this version cannot read whatever opens them: no key is needed to tell. */
export function misshapenFiles(directory: string): readonly string[] {
  const files = readdirSync(directory).filter((file) => nameOfFile(file) !== undefined);
  return files.map((file) => `${directory}/${file}`).filter((path) => !hasForm(path));
}

function hasForm(path: string): boolean {
  try {
    return SEALED_FORM.test(readRegularFile(path));
  } catch {
    return false;
  }
}
