import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PROGRAM } from "./program.ts";

/** A HOME of one test alone, with all that the XDG directories add to it. */
export interface PrivateHome {
  /** Holds everything below. Short, because the path of a socket may have 107 bytes only. */
  readonly root: string;
  readonly home: string;
  /** The whole environment of the programs of the test: nothing of the developer's leaks in. */
  readonly environment: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

/** Makes the directories, with modes as a login would. */
export async function makePrivateHome(): Promise<PrivateHome> {
  const root = await mkdtemp(join(tmpdir(), "actas-"));
  const directories = {
    HOME: join(root, "home"),
    XDG_RUNTIME_DIR: join(root, "run"),
    XDG_CONFIG_HOME: join(root, "home/.config"),
    XDG_STATE_HOME: join(root, "home/.local/state"),
    XDG_CACHE_HOME: join(root, "home/.cache"),
    XDG_DATA_HOME: join(root, "home/.local/share"),
    TMPDIR: join(root, "tmp"),
  };
  for (const directory of Object.values(directories)) await mkdir(directory, { recursive: true });
  await chmod(directories.XDG_RUNTIME_DIR, 0o700);
  return {
    root,
    home: directories.HOME,
    environment: {
      ...directories,
      PATH: `${dirname(PROGRAM)}:/usr/local/bin:/usr/bin:/bin`,
      LANG: "C.UTF-8",
      TERM: "xterm",
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
