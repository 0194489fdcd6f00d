import type { Surroundings } from "../../base/surroundings.ts";
import { awayFromProject, findProgram } from "../../system/find-program.ts";
import { Ykman } from "./ykman.ts";

/** The `ykman` on PATH; undefined when there is none. */
export function findYkman(around: Surroundings, signal: AbortSignal): Ykman | undefined {
  const program = findProgram("ykman", around);
  return program === undefined ? undefined : new Ykman(program, forYkman(around), signal);
}

/** What finds the program, its own settings and the smart-card service: no secrets, and nothing for Python to load. */
const FOR_YKMAN = /^(PATH|HOME|USER|LOGNAME|TMPDIR|XDG_[A-Z_]+|PCSCLITE_CSOCK_NAME)$/;

function forYkman(around: Surroundings): Surroundings {
  const { directory, environment } = awayFromProject(around);
  const kept = Object.entries(environment).filter(([name]) => FOR_YKMAN.test(name));
  return { directory, environment: { ...Object.fromEntries(kept), LC_ALL: "C.UTF-8" } };
}
