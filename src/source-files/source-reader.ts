import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { RequestEnvironment } from "../base/credential-request.ts";
import { ActasError } from "../base/errors.ts";
import { isMissing, ParsedFiles, unreadable } from "../files/parsed-files.ts";
import type { SourceDefinition } from "./source-definition.ts";
import { NO_SOURCES, type SourceDefinitions, type UnusableSource, withPlace } from "./source-definitions.ts";
import { sourceFolders } from "./source-folders.ts";

/** How many files are remembered. */
const REMEMBERED = 256;

/** Reads the source files, and reads a file again only when it has changed. */
export class SourceReader {
  readonly #files = new ParsedFiles(parseSourceFile, REMEMBERED);

  /** An unreadable file is listed with the reason and otherwise ignored: it does not affect the others. */
  async read(environment: RequestEnvironment): Promise<SourceDefinitions> {
    let definitions = NO_SOURCES;
    for (const folder of sourceFolders(environment)) definitions = withPlace(definitions, await this.#folder(folder));
    return definitions;
  }

  async #folder(folder: string): Promise<(SourceDefinition | UnusableSource)[]> {
    try {
      return await Promise.all(sourceFilesIn(folder).map((path) => this.#file(path)));
    } catch (error) {
      if (!(error instanceof ActasError)) throw error;
      return [{ origin: folder, error }];
    }
  }

  async #file(path: string): Promise<SourceDefinition | UnusableSource> {
    try {
      return await this.#files.read(path);
    } catch (error) {
      if (!(error instanceof ActasError)) throw error;
      return { origin: path, error };
    }
  }
}

/** What parses is loaded with the first file: an agent answers before it needs it, and many users have none. */
async function parseSourceFile(text: string, path: string): Promise<SourceDefinition | UnusableSource> {
  return (await import("./parse-source-file.ts")).parseSourceFile(text, path);
}

/** The files that `*.json` matches in a shell. Synchronous for the same reason as {@link ParsedFiles}. */
function sourceFilesIn(folder: string): string[] {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith(".json") && !name.startsWith("."));
    return names.sort().map((name) => join(folder, name));
  } catch (error) {
    if (isMissing(error)) return [];
    throw unreadable(folder, error);
  }
}
