import { isCode, systemError } from "../base/system-error.ts";
import { readRegularFile } from "./read-regular-file.ts";

/** The text of a small file, as {@link readRegularFile}; undefined when there is none. @throws {ActasError} `system` */
export function readIfThere(path: string): string | undefined {
  try {
    return readRegularFile(path);
  } catch (error) {
    if (isCode(error, "ENOENT")) return undefined;
    throw systemError(error, `read ${path}`);
  }
}
