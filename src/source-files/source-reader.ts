import type { RequestEnvironment } from "../base/credential-request.ts";
import { ActasError } from "../base/errors.ts";
import { jsonFilesIn } from "../files/json-files-in.ts";
import { ParsedFiles } from "../files/parsed-files.ts";
import { requireBelievable } from "../files/problem-with-shared-file.ts";
import { type Alias, SettingsReader } from "../settings/settings-reader.ts";
import { BundleReader } from "./bundles/bundle-reader.ts";
import { MawsReader } from "./maws/maws-reader.ts";
import type { SourceDefinition } from "./source-definition.ts";
import { NO_SOURCES, type SourceDefinitions, type UnusableSource, withPlace } from "./source-definitions.ts";
import { sourceFolders, systemSourceFolders } from "./source-folders.ts";

/** How many files are remembered. */
const REMEMBERED = 256;

/** Reads the source files, and reads a file again only when it has changed. */
export class SourceReader {
  readonly #files = new ParsedFiles(parseSourceFile, REMEMBERED);
  readonly #maws = new MawsReader();
  readonly #bundles = new BundleReader();
  readonly #settings: SettingsReader;
  #last:
    | (Pick<SourceDefinitions, "aliases"> & {
        readonly found: readonly Found[];
        readonly definitions: SourceDefinitions;
      })
    | undefined;

  constructor(settings = new SettingsReader()) {
    this.#settings = settings;
  }

  /**
   * An unreadable file is listed with the reason and otherwise ignored: it does not affect the others. As long as no
   * file changes, the answer is the same object.
   */
  async read(environment: RequestEnvironment): Promise<SourceDefinitions> {
    const own = sourceFolders(environment).map((folder) => this.#folder(folder, "user"));
    const shared = systemSourceFolders(environment).map((folder) => this.#folder(folder, "all users"));
    const bundles = await this.#bundles.read(environment);
    const found = await Promise.all([...own, this.#maws.read(environment), ...bundles, ...shared]);
    const aliases = await this.#aliases(environment);
    if (!this.#last || aliases !== this.#last.aliases || !isSame(found, this.#last.found)) {
      const sources = found.reduce(withPlace, NO_SOURCES);
      this.#last = { found, aliases, definitions: aliases.size > 0 ? { ...sources, aliases } : sources };
    }
    return this.#last.definitions;
  }

  /** Settings that cannot be used keep no source back: the code that gives out credentials reads them as well, and fails. */
  async #aliases(environment: RequestEnvironment): Promise<ReadonlyMap<string, Alias>> {
    try {
      return (await this.#settings.rules(environment)).aliases;
    } catch (error) {
      if (!(error instanceof ActasError)) throw error;
      return NO_ALIASES;
    }
  }

  async #folder(folder: string, readers: Readers): Promise<Found> {
    try {
      return await Promise.all(jsonFilesIn(folder).map((path) => this.#file(path, readers)));
    } catch (error) {
      if (!(error instanceof ActasError)) throw error;
      return [{ origin: folder, error }];
    }
  }

  async #file(path: string, readers: Readers): Promise<SourceDefinition | UnusableSource> {
    try {
      if (readers === "all users") requireBelievable(path);
      return await this.#files.read(path);
    } catch (error) {
      if (!(error instanceof ActasError)) throw error;
      return { origin: path, error };
    }
  }
}

/** Who a folder is for: what is for all users is believed only if none of them can change it. */
type Readers = "user" | "all users";

const NO_ALIASES: ReadonlyMap<string, Alias> = new Map();

/** What one folder has. */
type Found = readonly (SourceDefinition | UnusableSource)[];

function isSame(some: readonly Found[], others: readonly Found[]): boolean {
  const pairs = Array.from(some, (found, at) => [found, others[at] ?? []] as const);
  return (
    some.length === others.length &&
    pairs.every(([one, other]) => one.length === other.length && one.every((source, at) => source === other[at]))
  );
}

/** What parses is loaded with the first file: an agent answers before it needs it, and many users have none. */
async function parseSourceFile(text: string, path: string): Promise<SourceDefinition | UnusableSource> {
  return (await import("./parse-source-file.ts")).parseSourceFile(text, path);
}
