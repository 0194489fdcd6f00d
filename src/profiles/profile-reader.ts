import type { RequestEnvironment } from "../base/credential-request.ts";
import { ParsedFiles } from "../files/parsed-files.ts";
import { profilePaths } from "./file-paths.ts";
import { parseFile, type Sections } from "./parse-file.ts";

/** One parsed AWS file; a file that does not exist has no sections. */
export interface ProfileFile {
  readonly path: string;
  readonly sections: Sections;
}

/** The two AWS files of one request. */
export interface ProfileFiles {
  readonly config: ProfileFile;
  readonly credentials: ProfileFile;
}

/** How many files are remembered: two for each of a few environments. */
const REMEMBERED = 16;

/** Reads the AWS files, and reads a file again only when it has changed: otherwise a read costs two stats. */
export class ProfileReader {
  readonly #files = new ParsedFiles(
    (text, path): ProfileFile => ({ path, sections: parseFile(text, path) }),
    REMEMBERED,
  );

  /** @throws {ActasError} `configuration` naming the file that cannot be read, and the line at fault */
  async read(environment: RequestEnvironment): Promise<ProfileFiles> {
    const paths = profilePaths(environment);
    const [config, credentials] = await Promise.all([
      this.#files.read(paths.config),
      this.#files.read(paths.credentials),
    ]);
    return { config, credentials };
  }
}
