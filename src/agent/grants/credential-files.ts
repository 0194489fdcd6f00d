import { GRANTS_FOLDER, RENEWED_CREDENTIALS } from "../../agent-api/grants-folder.ts";
import type { Credentials } from "../../base/credentials.ts";
import { systemError } from "../../base/system-error.ts";
import { keysAsProfile } from "../../delivery/keys-as-profile.ts";
import type { PrivateDirectory } from "../../files/private-directory.ts";
import { FREE_SPACE } from "./grant-files.ts";
import { readOrNothing } from "./read-or-nothing.ts";

/** The credentials file in the folder of a grant, for a program that reads nothing else. */
export class CredentialFiles {
  readonly #runtime: PrivateDirectory;

  constructor(runtime: PrivateDirectory) {
    this.#runtime = runtime;
  }

  /**
   * Replaces the file of a grant: the program finds the old credentials there or the new ones, never half of them.
   *
   * @param credentials - absent: it finds none
   * @returns the path of the file
   * @throws {ActasError} `system` when the disk is full or read-only
   */
  write(id: string, credentials?: Credentials): string {
    const directory = `${this.#runtime.path}/${GRANTS_FOLDER}/${id}`;
    try {
      using grants = this.#runtime.open(GRANTS_FOLDER);
      using folder = grants.open(id);
      folder.write(RENEWED_CREDENTIALS, credentials ? `${keysAsProfile("default", credentials)}\n` : "");
      return `${directory}/${RENEWED_CREDENTIALS}`;
    } catch (error) {
      throw systemError(error, `write credentials into ${directory}`, FREE_SPACE);
    }
  }

  /** When the credentials in the file end, in milliseconds since the epoch; undefined if it holds none. */
  endOf(id: string): number | undefined {
    try {
      using grants = this.#runtime.open(GRANTS_FOLDER);
      using folder = grants.open(id);
      const text = readOrNothing(folder.at(RENEWED_CREDENTIALS));
      const [, end] = /^aws_credential_expiration = (.+)$/m.exec(text) ?? [];
      if (end !== undefined) return Date.parse(end);
      return text === "" ? undefined : Number.POSITIVE_INFINITY;
    } catch {
      return undefined;
    }
  }
}
