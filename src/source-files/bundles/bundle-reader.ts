import type { RequestEnvironment } from "../../base/credential-request.ts";
import { ActasError } from "../../base/errors.ts";
import { jsonFilesIn } from "../../files/json-files-in.ts";
import { ParsedFiles } from "../../files/parsed-files.ts";
import { requireBelievable } from "../../files/problem-with-shared-file.ts";
import type { SourceDefinition } from "../source-definition.ts";
import type { UnusableSource } from "../source-definitions.ts";
import { bundleFolder } from "../source-folders.ts";

type Found = readonly (SourceDefinition | UnusableSource)[];

/** How many files are remembered. */
const REMEMBERED = 32;

/** Reads the sources of installed bundles, and reads a bundle again only when it has changed. */
export class BundleReader {
  readonly #files = new ParsedFiles(parse, REMEMBERED);

  /** The sources of each bundle, by its name. As long as a file does not change, they are the same object. */
  async read(environment: RequestEnvironment): Promise<readonly Found[]> {
    const folder = bundleFolder(environment);
    try {
      return await Promise.all(jsonFilesIn(folder).map((path) => this.#file(path)));
    } catch (error) {
      if (!(error instanceof ActasError)) throw error;
      return [[{ origin: folder, error }]];
    }
  }

  async #file(path: string): Promise<Found> {
    try {
      requireBelievable(path);
      return await this.#files.read(path);
    } catch (error) {
      if (!(error instanceof ActasError)) throw error;
      return [{ origin: path, error }];
    }
  }
}

/** What parses is loaded with the first file, which few users have. */
async function parse(text: string, path: string): Promise<Found> {
  return (await import("./bundle-sources.ts")).bundleSources(text, path);
}
