import { existsSync, statSync } from "node:fs";
import { SERVE_FOLDER } from "../agent-api/grants-folder.ts";
import { systemError } from "../base/system-error.ts";
import { makePrivateDirectory } from "../files/private-directory.ts";

const MARK = "forgotten";
/** The command that sets the mark takes longer to end. Under load there are dozens of requests in this time. */
const LOOK_EVERY_MS = 1;

/**
 * Tells each `actas serve` of this user that credentials were forgotten, or a sign-in ended: before its next answer it
 * asks the agent anew.
 *
 * @param runtime - this user's runtime directory
 * @throws {ActasError} `system` when something is served, and cannot be told: it goes on with what it holds
 */
export async function markForgotten(runtime: string): Promise<void> {
  // Nothing was ever served.
  if (!existsSync(runtime)) return;
  try {
    using directory = makePrivateDirectory(runtime);
    using serve = directory.make(SERVE_FOLDER);
    serve.write(MARK, "");
  } catch (error) {
    // Loaded only here: what reads their records takes as long as all the rest.
    const { runningServes } = await import("./running-serves.ts");
    if (runningServes(runtime).length === 0) return;
    throw systemError(error, "tell `actas serve` to forget the same", ["`actas serve stop` ends it"]);
  }
}

/** What an `actas serve` knows of that mark. */
export class ForgottenMark {
  readonly #path: string;
  #seen: string;
  #nextLook = 0;

  /** @param runtime - this user's runtime directory */
  constructor(runtime: string) {
    this.#path = `${runtime}/${SERVE_FOLDER}/${MARK}`;
    this.#seen = this.#now();
  }

  /** Whether it was set since this was asked last, or made. A look at the file takes a microsecond or two. */
  readonly isNew = (): boolean => {
    const at = performance.now();
    if (at < this.#nextLook) return false;
    this.#nextLook = at + LOOK_EVERY_MS;
    const now = this.#now();
    if (now === this.#seen) return false;
    this.#seen = now;
    return true;
  };

  /** Each mark is a new file. */
  #now(): string {
    try {
      const { ino, mtimeMs } = statSync(this.#path, { throwIfNoEntry: false }) ?? {};
      return `${ino} ${mtimeMs}`;
    } catch {
      return "";
    }
  }
}
