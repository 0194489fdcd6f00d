import type { Environment } from "../base/environment.ts";
import { isNothingAt } from "../files/is-nothing-at.ts";
import { ParsedFiles } from "../files/parsed-files.ts";
import { ownerOf, whyDistrusted } from "../files/problem-with-shared-file.ts";
import { parseBundle, parseSettings, type Written } from "./parse-settings.ts";
import { type SettingsLayer, settingsLayers } from "./settings-layers.ts";

/** A file that counts, and what it says. */
export interface WrittenLayer extends SettingsLayer {
  readonly written: Written;
}

/** A file that does not count, because another user could have written it. */
export interface IgnoredLayer {
  readonly path: string;
  readonly origin: Exclude<SettingsLayer["origin"], "user">;
  /** A sentence that names the file, its owner and the reason. */
  readonly problem: string;
}

/** All files with settings that are there, the most important first. */
export interface Layers {
  readonly layers: readonly WrittenLayer[];
  readonly ignored: readonly IgnoredLayer[];
}

/** Enough for a few homes: an agent also answers programs with another HOME. */
const REMEMBERED = 32;

/** Reads the files with settings, and reads a file again only if it has changed. */
export class LayerReader {
  readonly #settings = new ParsedFiles(parseSettings, REMEMBERED);
  readonly #bundles = new ParsedFiles(parseBundle, REMEMBERED);

  /**
   * @param folder - the user's folder of actas
   * @throws {ActasError} `configuration` for a file that cannot be read: it might refuse any target
   */
  async read(folder: string, environment: Environment): Promise<Layers> {
    const layers: WrittenLayer[] = [];
    const ignored: IgnoredLayer[] = [];
    for (const layer of settingsLayers(folder, environment)) {
      const { origin, path } = layer;
      if (isNothingAt(path)) continue;
      const problem = origin === "user" ? undefined : whyDistrusted(path);
      if (origin !== "user" && problem) ignored.push({ origin, path, problem: inWords(path, problem) });
      else layers.push({ ...layer, written: await (origin === "bundle" ? this.#bundles : this.#settings).read(path) });
    }
    return { layers, ignored };
  }
}

function inWords(path: string, problem: string): string {
  return `cannot use ${path}, a file of ${ownerOf(path)}: ${problem}`;
}
