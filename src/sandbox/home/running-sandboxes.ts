import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isRunning } from "../control/control-client.ts";

/** How the home directories of sandboxes begin, below the directory for temporary files. */
export const HOME_PREFIX = "actas-sandbox-";
/** Holds the URL of the sandbox that a home directory belongs to. */
export const URL_FILE = ".sandbox-url";

/** A sandbox that another terminal can join. */
export interface RunningSandbox {
  /** How it is told from others: what is random in the name of its home directory. */
  readonly name: string;
  readonly home: string;
  readonly url: string;
}

/** This user's sandboxes that answer, by name. A directory that others can write to, or made, is none of them. */
export async function runningSandboxes(folder = sandboxesFolder()): Promise<RunningSandbox[]> {
  const found = readdirSync(folder)
    .filter((entry) => entry.startsWith(HOME_PREFIX))
    .sort()
    .flatMap((entry) => sandboxIn(join(folder, entry), entry.slice(HOME_PREFIX.length)) ?? []);
  const answers = await Promise.all(found.map(({ url }) => isRunning(url)));
  return found.filter((_, index) => answers[index]);
}

/**
 * Where the home directories of sandboxes are: the directory for temporary files, unless there is a colon in its path. The
 * programs of a sandbox are in PATH, where a colon ends a directory.
 */
export function sandboxesFolder(folder = tmpdir()): string {
  return folder.includes(":") ? "/tmp" : folder;
}

function sandboxIn(home: string, name: string): RunningSandbox | undefined {
  try {
    const { mode, uid } = lstatSync(home);
    const isOwn = uid === process.getuid?.() && (mode & 0o170077) === 0o040000;
    return isOwn ? { name, home, url: readFileSync(join(home, URL_FILE), "utf8") } : undefined;
  } catch {
    // It has ended meanwhile.
    return undefined;
  }
}
