import { ActasError } from "../../../base/errors.ts";
import { shellArgument } from "../../../base/shell-word.ts";
import type { Bundle } from "../../../bundles/bundle-shape.ts";
import type { InstalledBundle } from "../../../bundles/installed-bundles.ts";
import type { ParsedBundle } from "../../../bundles/parse-bundle.ts";
import { findProfile } from "../../../profiles/profile.ts";
import type { WrittenLayer } from "../../../settings/layer-reader.ts";
import { SettingsReader } from "../../../settings/settings-reader.ts";
import { sameUrl } from "../../../source-files/same-url.ts";
import type { SourceDefinition } from "../../../source-files/source-definition.ts";
import { systemSourceFolders } from "../../../source-files/source-folders.ts";
import type { KnownBefore } from "../known-before.ts";

/** Settings of which each file counts. */
const ADDED_UP: ReadonlySet<string> = new Set(["allow", "refuse"]);

/**
 * What of a bundle there is already, in words: the user's own comes first, and is not changed; what is for all users of
 * the machine comes after it.
 *
 * @param path - where the bundle is, or will be
 * @throws {ActasError} `configuration` for settings that cannot be read
 */
export async function bundleConflicts(
  { bundle, sources }: ParsedBundle,
  before: KnownBefore,
  path: string,
): Promise<readonly string[]> {
  const { layers } = await new SettingsReader().layers(before.environment, "tell what settings say already");
  return [
    ...takenSources(sources, before, path),
    ...takenNames(bundle, before, layers),
    ...takenSettings(bundle, layers),
  ];
}

function takenSources(
  sources: readonly SourceDefinition[],
  { environment, known }: KnownBefore,
  path: string,
): readonly string[] {
  const others = [...known.sources, ...known.unusable].filter(({ origin }) => origin !== path);
  const taken = sources.flatMap(({ id }) => {
    const other = others.find((one) => one.id === id);
    if (!other) return [];
    const isForAll = systemSourceFolders(environment).some((folder) => other.origin.startsWith(`${folder}/`));
    return isForAll
      ? [`"${id}" takes the place of that of ${other.origin}`]
      : [`"${id}" stays what ${other.origin} says, which comes before the bundle`];
  });
  const twice = sources.flatMap(({ id, kind, url }) =>
    known.sources
      .filter((one) => one.origin !== path && one.id !== id && one.kind === kind && sameUrl(kind, one.url, url))
      .map((one) => `"${id}" signs in where your "${one.id}" of ${one.origin} does: name them by their ids`),
  );
  return [...taken, ...twice];
}

function takenNames(
  { targets = {} }: Bundle,
  { files }: KnownBefore,
  layers: readonly WrittenLayer[],
): readonly string[] {
  return Object.keys(targets).flatMap((name) => {
    if (findProfile(files, name)) return [`"${name}" stays your profile, which comes before the bundle`];
    const other = otherSaying(layers, ({ targets: theirs = {} }) => Object.hasOwn(theirs, name));
    return other ? [`"${name}" ${whichCounts(other)}`] : [];
  });
}

function takenSettings({ settings = {} }: Bundle, layers: readonly WrittenLayer[]): readonly string[] {
  return Object.keys(settings)
    .filter((key) => !ADDED_UP.has(key))
    .flatMap((key) => {
      const other = otherSaying(layers, (written) => key in written);
      return other ? [`\`${key}\` ${whichCounts(other)}`] : [];
    });
}

/** The first file that says something, of those that no bundle has. */
function otherSaying(
  layers: readonly WrittenLayer[],
  says: (written: WrittenLayer["written"]) => boolean,
): WrittenLayer | undefined {
  return layers.find(({ origin, written }) => origin !== "bundle" && says(written));
}

function whichCounts({ origin, path }: WrittenLayer): string {
  return origin === "system" ? `takes the place of that of ${path}` : `stays what ${path} says`;
}

/**
 * Refuses a bundle that describes a source, or a name for a role, which another bundle describes already: the order of
 * the bundles' own names would decide which one counts.
 *
 * @throws {ActasError} `configuration`
 */
export function refuseTaken(bundle: Bundle, installed: readonly InstalledBundle[], from: string): void {
  const names = namesOf(bundle);
  for (const { content, name, path } of installed) {
    if (name === bundle.name || !content) continue;
    const theirs = namesOf(content.bundle);
    const taken = names.find((one) => theirs.includes(one));
    if (taken === undefined) continue;
    throw new ActasError(
      "configuration",
      `cannot install ${from}: "${taken}" is already in ${path}, of another bundle`,
      {
        hints: [`\`actas setup org --remove ${shellArgument(name)}\` removes that one`],
      },
    );
  }
}

function namesOf({ sources = {}, targets = {} }: Bundle): readonly string[] {
  return [...Object.keys(sources), ...Object.keys(targets)];
}
