import { isShell } from "../../delivery/shell-export.ts";
import { findProgram } from "../../system/find-program.ts";
import { ownSurroundings } from "../../system/own-surroundings.ts";
import { isOwnJob, parentProgram } from "../../system/processes/parent-program.ts";
import { shellInUserDatabase } from "../../system/user-database.ts";

/** The path of the user's shell: the one in which the command was typed, else the one that `SHELL` names. */
export function userShell(): string {
  return shellTypedInto() || process.env.SHELL || shellInUserDatabase() || "/bin/sh";
}

/** It may be another one than the user's first. */
function shellTypedInto(): string | undefined {
  const parent = parentProgram();
  return isShell(parent) && isOwnJob() ? findProgram(parent, ownSurroundings()) : undefined;
}
