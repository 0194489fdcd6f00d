import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { isAbsolute } from "node:path";
import type { Surroundings } from "../base/surroundings.ts";

/**
 * The path of a program by the PATH of these surroundings; undefined when it is not there. Relative entries of PATH and
 * the current directory are passed over: a folder that one works in, such as a cloned repository, must not choose what
 * is run with a password.
 */
export function findProgram(name: string, surroundings: Surroundings): string | undefined {
  return trustedFolders(surroundings)
    .map((folder) => `${folder}/${name}`)
    .find(isProgram);
}

/**
 * The surroundings for a program that was found so: it looks for other programs, such as the interpreter of a script,
 * in the same folders only.
 */
export function awayFromProject(surroundings: Surroundings): Surroundings {
  const { environment } = surroundings;
  if (environment.PATH === undefined) return { directory: "/", environment };
  return { directory: "/", environment: { ...environment, PATH: trustedFolders(surroundings).join(":") } };
}

function trustedFolders({ directory, environment }: Surroundings): readonly string[] {
  const here = realPath(directory);
  return (environment.PATH ?? "").split(":").filter((folder) => isAbsolute(folder) && realPath(folder) !== here);
}

/** Whether a file may be run. */
export function isProgram(path: string): boolean {
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
