import { lstatSync, readFileSync, statSync } from "node:fs";
import { ActasError } from "../base/errors.ts";
import { systemError } from "../base/system-error.ts";

/** The names of project files. Where a directory has both, the first counts. */
export const PROJECT_FILE_NAMES = [".actas.json", ".mairu.json"] as const;

/** More than any such file needs, and short enough to be shown. */
const MAX_BYTES = 65_536;
const WRITABLE_BY_ALL = 0o002;
const ROOT_USER = 0;

/** A project file as it is on the disk. */
export interface ProjectFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Why it must not be trusted, whatever its content: another user can change it. Ends "cannot trust …: ". */
  readonly doubt?: string;
}

/**
 * Finds the closest project file from a directory upward: up to and including HOME when the directory is below it, else
 * up to the border of the file system.
 *
 * @param directory - absolute and without symbolic links, as getcwd(3) gives it
 * @throws {ActasError} `system` or `configuration` when the closest one cannot be read
 */
export async function findProjectFile(directory: string, home: string | undefined): Promise<ProjectFile | undefined> {
  for (const folder of searched(directory, home)) {
    for (const name of PROJECT_FILE_NAMES) {
      const path = folder === "/" ? `/${name}` : `${folder}/${name}`;
      if (isPresent(path)) return readProjectFile(path);
    }
  }
  return undefined;
}

/**
 * Reads a project file by its path.
 *
 * @throws {ActasError} `system` or `configuration`: it is not there, not a file, too large, or closed to us
 */
export async function readProjectFile(path: string): Promise<ProjectFile> {
  try {
    const stat = statSync(path);
    // A pipe could block the reader for ever.
    if (!stat.isFile()) throw unusable(path, "it is not a regular file");
    if (stat.size > MAX_BYTES) throw unusable(path, `it has more than ${MAX_BYTES} bytes`);
    const doubt = doubtAbout(stat);
    return { path, bytes: readFileSync(path), ...(doubt && { doubt }) };
  } catch (error) {
    throw error instanceof ActasError ? error : systemError(error, `read ${path}`);
  }
}

/** Synchronous, as everything here: entering the event loop takes longer than a few calls of the file system. */
function searched(directory: string, home: string | undefined): readonly string[] {
  const directories = upward(directory);
  const places = directories.map(placeOf);
  // Compared by inode, not by name: HOME may be a symbolic link, while the working directory is a real path.
  const homePlace = home ? placeOf(home) : undefined;
  const atHome = places.findIndex((place) => place && place.file === homePlace?.file && place.dev === homePlace.dev);
  const beyondBorder = places.findIndex((place) => place?.dev !== places[0]?.dev);
  if (atHome >= 0) return directories.slice(0, atHome + 1);
  return beyondBorder >= 0 ? directories.slice(0, beyondBorder) : directories;
}

/** A directory and all above it. */
function upward(directory: string): string[] {
  const directories: string[] = [];
  for (let path = directory; path.length > 1; path = path.slice(0, path.lastIndexOf("/"))) directories.push(path);
  return [...directories, "/"];
}

function placeOf(path: string): { dev: number; file: number } | undefined {
  try {
    const { dev, ino } = statSync(path);
    return { dev, file: ino };
  } catch {
    return undefined;
  }
}

/**
 * A file that exists but cannot be examined counts as present, and so does a dangling link: ignoring it could mean
 * another role.
 */
function isPresent(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return true;
  }
}

/** A file may be group-writable, as many systems make it by default: after a change it must be trusted anew. */
function doubtAbout({ uid, mode }: { readonly uid: number; readonly mode: number }): string | undefined {
  if (uid !== ROOT_USER && uid !== process.geteuid?.()) return `it belongs to another user (uid ${uid})`;
  return (mode & WRITABLE_BY_ALL) === 0 ? undefined : "every user of this machine may write to it";
}

function unusable(path: string, reason: string): ActasError {
  return new ActasError("configuration", `cannot read ${path}: ${reason}`);
}
