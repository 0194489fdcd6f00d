import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { isAbsolute } from "node:path";
import type { Surroundings } from "../base/surroundings.ts";

/**
 * The path of a program by the PATH of these surroundings; undefined when it is not there. Relative entries of PATH and
 * the current directory are passed over: a folder that one works in, such as a cloned repository, must not choose what
 * is run with a password.
 */
export function findProgram(name: string, { directory, environment }: Surroundings): string | undefined {
  const here = realPath(directory);
  const folders = (environment.PATH ?? "")
    .split(":")
    .filter((folder) => isAbsolute(folder) && realPath(folder) !== here);
  return folders.map((folder) => `${folder}/${name}`).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
