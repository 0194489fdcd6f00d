import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { SERVE_FOLDER } from "../agent-api/grants-folder.ts";
import { Secret } from "../base/secret.ts";
import { systemError } from "../base/system-error.ts";
import { makePrivateDirectory, type PrivateDirectory } from "../files/private-directory.ts";
import { readRegularFile } from "../files/read-regular-file.ts";
import { pathWhileRunning } from "../system/processes/while-running.ts";
import { type ServeRecord, ServeRecordShape } from "./serve-record.ts";

/** What the token's file leads to. */
const KEPT_TOKEN = "kept-token";

/** The files of one `actas serve`, in a folder that is called after its port: they are gone when it has ended. */
export class ServeFiles {
  readonly #runtime: string;
  readonly #port: number;

  /** @param runtime - this user's runtime directory */
  constructor(runtime: string, port: number) {
    this.#runtime = runtime;
    this.#port = port;
  }

  /** All that there are, of this user; some may be of a process that was killed. */
  static all(runtime: string): ServeFiles[] {
    try {
      using directory = makePrivateDirectory(runtime);
      using serve = directory.open(SERVE_FOLDER);
      const ports = serve.names().filter((name) => /^\d{1,5}$/.test(name));
      return ports.map((port) => new ServeFiles(runtime, Number(port)));
    } catch {
      // Nothing was ever served.
      return [];
    }
  }

  /** Its path; it is there once something has been written. */
  get directory(): string {
    return `${this.#runtime}/${SERVE_FOLDER}/${this.#port}`;
  }

  /**
   * Always the same for a port: programs that were told the file read the token of each start. It leads to the token only
   * while the process runs that wrote it. Where that was killed, a program finds none, and does not ask another user who
   * has taken the port.
   */
  get tokenFile(): string {
    return this.#at("token");
  }

  /** @throws {ActasError} `system` when the disk is full or read-only, or something else is in the place of the folder */
  writeToken(token: Secret): void {
    this.#change("token", (folder) => {
      folder.write(KEPT_TOKEN, token.reveal());
      folder.remove("token");
      folder.link("token", pathWhileRunning(this.#at(KEPT_TOKEN)));
    });
  }

  /** @throws {Error} when it has ended meanwhile */
  readToken(): Secret {
    return new Secret(readRegularFile(this.tokenFile));
  }

  /** @throws {ActasError} `system` as {@link writeToken} */
  writeRecord(record: ServeRecord): void {
    this.#change("serve.json", (folder) => folder.write("serve.json", `${JSON.stringify(record)}\n`));
  }

  /** Whether all are there; a kind that has no token has no file for it. */
  areThere(kind: ServeRecord["kind"]): boolean {
    return existsSync(this.#at("serve.json")) && (kind !== "container" || existsSync(this.tokenFile));
  }

  /** Whether they can never be there again: such as /run/user/UID, which only root makes, after the user has logged out. */
  get arePlaceless(): boolean {
    return !existsSync(dirname(this.#runtime));
  }

  /** Undefined while it is starting, and where another version has written something else. */
  readRecord(): ServeRecord | undefined {
    try {
      return ServeRecordShape.safeParse(JSON.parse(readRegularFile(this.#at("serve.json")))).data;
    } catch {
      return undefined;
    }
  }

  /** What cannot be removed is removed by the next command that looks. */
  remove(): void {
    try {
      using runtime = makePrivateDirectory(this.#runtime);
      using serve = runtime.open(SERVE_FOLDER);
      serve.remove(String(this.#port));
    } catch {
      // The file system has become read-only, or nothing was written.
    }
  }

  #at(name: string): string {
    return `${this.directory}/${name}`;
  }

  #change(name: string, change: (folder: PrivateDirectory) => void): void {
    try {
      using runtime = makePrivateDirectory(this.#runtime);
      using serve = runtime.make(SERVE_FOLDER);
      using folder = serve.make(String(this.#port));
      change(folder);
    } catch (error) {
      throw systemError(error, `write ${this.#at(name)}`);
    }
  }
}
