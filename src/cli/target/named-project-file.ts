import { realpathSync } from "node:fs";
import { basename, dirname, isAbsolute, join } from "node:path";
import { ActasError } from "../../base/errors.ts";
import {
  findProjectFile,
  PROJECT_FILE_NAMES,
  type ProjectFile,
  readProjectFile,
} from "../../project-files/find-project-file.ts";
import { workingDirectory } from "../environment/working-directory.ts";

/**
 * The project file at that path, else the closest one.
 *
 * @throws {ActasError} `usage` when it is not called like a project file; `configuration` when there is none; `system`
 */
export async function namedProjectFile(named: string | undefined): Promise<ProjectFile> {
  if (named !== undefined) return readProjectFile(await physical(named));
  const directory = workingDirectory("find a project file");
  const file = await findProjectFile(directory, process.env.HOME);
  if (file) return file;
  throw new ActasError("configuration", `cannot find a project file in ${directory} or above it`, {
    hints: ["`actas use TARGET` writes one here, and trusts it"],
  });
}

/** Its path; a file that is named need not exist any more. @throws {ActasError} as above */
export async function projectFilePath(named: string | undefined): Promise<string> {
  return named === undefined ? (await namedProjectFile(undefined)).path : physical(named);
}

/** The path as found from a working directory below it: without symbolic links. */
async function physical(path: string): Promise<string> {
  const name = basename(path);
  if (!(PROJECT_FILE_NAMES as readonly string[]).includes(name)) throw await notSuchAName(path);
  const directory = dirname(isAbsolute(path) ? path : join(workingDirectory(`find ${path}`), path));
  try {
    return join(realpathSync(directory), name);
  } catch {
    return join(directory, name);
  }
}

async function notSuchAName(path: string): Promise<ActasError> {
  const { meantCommand } = await import("../command-line/meant-command.ts");
  const { meantHints } = await import("../command-line/meant-member.ts");
  return new ActasError("usage", `cannot use ${path}: a project file is called ${PROJECT_FILE_NAMES.join(" or ")}`, {
    hints: [...meantHints(meantCommand(path, "trust")), "`actas trust` without a path takes the closest one"],
  });
}
