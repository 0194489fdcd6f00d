import type { Secret } from "../base/secret.ts";
import { systemError } from "../base/system-error.ts";
import { makePrivateDirectory } from "../files/private-directory.ts";

/** The directory, in the runtime directory, that has a folder for each port that is served. */
const SERVE_FOLDER = "serve";

/** The files of one `actas serve`, in a folder that is called after its port: they are gone when it has ended. */
export class ServeFiles {
  readonly #runtime: string;
  readonly #port: number;

  /** @param runtime - this user's runtime directory */
  constructor(runtime: string, port: number) {
    this.#runtime = runtime;
    this.#port = port;
  }

  get directory(): string {
    return `${this.#runtime}/${SERVE_FOLDER}/${this.#port}`;
  }

  /** Always the same for a port: programs that were told the file read the token of each start. */
  get tokenFile(): string {
    return `${this.directory}/token`;
  }

  /** @throws {ActasError} `system` when the disk is full or read-only, or something else is in the place of the folder */
  writeToken(token: Secret): void {
    this.#write("token", token.reveal());
  }

  /** What cannot be removed is removed by the next start. */
  remove(): void {
    try {
      using runtime = makePrivateDirectory(this.#runtime);
      using serve = runtime.open(SERVE_FOLDER);
      serve.remove(String(this.#port));
    } catch {
      // The file system has become read-only, or nothing was written.
    }
  }

  #write(name: string, text: string): void {
    try {
      using runtime = makePrivateDirectory(this.#runtime);
      using serve = runtime.make(SERVE_FOLDER);
      using folder = serve.make(String(this.#port));
      folder.write(name, text);
    } catch (error) {
      throw systemError(error, `write ${this.directory}/${name}`);
    }
  }
}
