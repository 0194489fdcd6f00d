import type { RequestEnvironment } from "../../base/credential-request.ts";
import { ActasError } from "../../base/errors.ts";
import { ParsedFiles } from "../../files/parsed-files.ts";
import { requireBelievable } from "../../files/problem-with-shared-file.ts";
import type { SourceDefinition } from "../source-definition.ts";
import type { UnusableSource } from "../source-definitions.ts";
import { mawsFiles } from "./maws-files.ts";
import type { MawsFile } from "./maws-source.ts";
import type { MawsSettings } from "./parse-maws-file.ts";

type Found = readonly (SourceDefinition | UnusableSource)[];

const NOTHING: Found = [];

/** How many files are remembered. */
const REMEMBERED = 32;

/** Reads the files of `maws`, and reads a file again only when it has changed. */
export class MawsReader {
  readonly #files = new ParsedFiles(parse, REMEMBERED);
  #last: { readonly files: readonly MawsFile[]; readonly found: Found } | undefined;

  /** The source that they describe, if there is one. As long as no file changes, it is the same object. */
  async read(environment: RequestEnvironment): Promise<Found> {
    const places = mawsFiles(environment);
    const paths = places.map(({ path }) => path);
    try {
      const all = await Promise.all(places.map((place) => this.#file(place)));
      const files = all.filter(({ settings }) => settings !== ABSENT);
      if (files.length === 0) return environment.ACTAS_MAWS_CONFIG ? [notThere(paths)] : NOTHING;
      return await this.#together(files);
    } catch (error) {
      if (!(error instanceof ActasError)) throw error;
      return [{ id: "maws", origin: paths.join(" and "), error }];
    }
  }

  /** @throws {ActasError} `configuration` for a file that cannot be read, or that other users may change */
  async #file({ path, isShared }: ReturnType<typeof mawsFiles>[number]): Promise<MawsFile> {
    const settings = await this.#files.read(path);
    if (isShared && settings !== ABSENT) requireBelievable(path);
    return { path, settings };
  }

  async #together(files: readonly MawsFile[]): Promise<Found> {
    const last = this.#last;
    if (last && isSame(files, last.files)) return last.found;
    const { mawsSource } = await import("./maws-source.ts");
    const found = [mawsSource(files)];
    this.#last = { files, found };
    return found;
  }
}

const ABSENT: MawsSettings = new Map();

function isSame(some: readonly MawsFile[], others: readonly MawsFile[]): boolean {
  return some.length === others.length && some.every(({ settings }, at) => settings === others[at]?.settings);
}

function notThere(paths: readonly string[]): UnusableSource {
  const origin = paths.join(" and ");
  const error = new ActasError("configuration", `cannot read ${origin}: there is no such file, or nothing in it`);
  return { id: "maws", origin, error };
}

/** What parses is loaded with the first file, which few users have. */
async function parse(text: string, path: string): Promise<MawsSettings> {
  return text === "" ? ABSENT : (await import("./parse-maws-file.ts")).parseMawsFile(text, path);
}
