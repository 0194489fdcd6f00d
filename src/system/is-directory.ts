import { statSync } from "node:fs";

/** The directory may have been removed; a command with absolute paths then still works, as it does in a shell. */
export function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
