import { realpathSync } from "node:fs";
import { findProgram } from "../../system/find-program.ts";
import { ownSurroundings } from "../../system/own-surroundings.ts";

/**
 * The path by which a shell finds this program again: as PATH has it, if that is the same one, since a link there
 * outlives an upgrade. It is written out, so that no folder that comes into PATH later chooses what a shell runs.
 */
export function pathOfProgram(): string {
  const found = findProgram("actas", ownSurroundings());
  try {
    return found && realpathSync(found) === realpathSync(process.execPath) ? found : process.execPath;
  } catch {
    return process.execPath;
  }
}
