import { fileStatus } from "../system/file-status.ts";

const ENOENT = 2;
const ENOTDIR = 20;

/** Whether there is surely nothing at a path, neither a file nor a link to one; told without `node:fs`. */
export function isNothingAt(path: string): boolean {
  const status = fileStatus(path);
  return status === ENOENT || status === ENOTDIR;
}
