import { ActasError } from "../base/errors.ts";
import { nearestName } from "../base/nearest-name.ts";
import { sameUrl } from "./same-url.ts";
import type { SourceDefinition } from "./source-definition.ts";
import { problemsOf, type SourceDefinitions } from "./source-definitions.ts";

const PROBLEMS_SHOWN = 3;

/**
 * The source with that id, else the one with that URL; `undefined` if there is none.
 *
 * @throws {ActasError} `configuration` when it is unusable, or several sources have the URL
 */
export function findSource(name: string, definitions: SourceDefinitions): SourceDefinition | undefined {
  return sourceOfId(name, definitions) ?? sourceOfUrl(name, definitions);
}

/** The source with that id. @throws {ActasError} `configuration` when it is unusable */
export function sourceOfId(id: string, { sources, unusable }: SourceDefinitions): SourceDefinition | undefined {
  const source = sources.find((one) => one.id === id);
  const error = unusable.find((one) => one.id === id)?.error;
  if (error && !source) throw error;
  return source;
}

/** The source with that URL. @throws {ActasError} `configuration` when several have it */
export function sourceOfUrl(url: string, { sources }: SourceDefinitions): SourceDefinition | undefined {
  const [found, ...others] = sources.filter((source) => sameUrl(source.kind, source.url, url));
  if (!found || others.length === 0) return found;
  const ids = [found, ...others].map(({ id }) => `"${id}"`).join(", ");
  throw new ActasError("configuration", `cannot tell which source "${url}" is: ${ids} have this URL`, {
    hints: ["name it by its id"],
  });
}

/**
 * Like {@link findSource}, for a source that must exist.
 *
 * @throws {ActasError} `source-not-found`, with the nearest id there is
 */
export function requireSource(name: string, definitions: SourceDefinitions): SourceDefinition {
  return findSource(name, definitions) ?? notFound(name, definitions);
}

/** @throws {ActasError} `source-not-found`; `others` are further names that would have been accepted */
export function notFound(name: string, definitions: SourceDefinitions, others: readonly string[] = []): never {
  // What may follow the name of a source is not the name of a profile, which is known under that very name.
  const isOther = others.includes(name);
  const nearest = isOther ? undefined : nearestName(name, [...definitions.sources.map(({ id }) => id), ...others]);
  throw new ActasError("source-not-found", `cannot find source "${name}"`, {
    hints: [
      ...(nearest ? [`did you mean "${nearest}"?`] : []),
      ...(isOther ? [`"${name}" is a profile: a target that names it has no colon`] : []),
      others.length > 0
        ? "`actas list sources` and `actas list profiles` show what there is; `actas setup` adds a source"
        : "`actas list sources` shows what there is; `actas setup` adds one",
      ...problemsOf(definitions)
        .slice(0, PROBLEMS_SHOWN)
        .map((problem) => `a source was passed over: ${problem}`),
    ],
  });
}
