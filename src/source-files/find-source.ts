import { ActasError } from "../base/errors.ts";
import { nearestName } from "../base/nearest-name.ts";
import { sameUrl } from "./same-url.ts";
import type { SourceDefinition } from "./source-definition.ts";
import { problemsOf, type SourceDefinitions } from "./source-definitions.ts";

const PROBLEMS_SHOWN = 3;

/**
 * The source of that id, else the one of that URL; `undefined` without one.
 *
 * @throws {ActasError} `configuration` when it cannot be used, or several sources have the URL
 */
export function findSource(name: string, definitions: SourceDefinitions): SourceDefinition | undefined {
  return sourceOfId(name, definitions) ?? sourceOfUrl(name, definitions);
}

/** The source of that id alone. @throws {ActasError} `configuration` when it cannot be used */
export function sourceOfId(id: string, { sources, unusable }: SourceDefinitions): SourceDefinition | undefined {
  const source = sources.find((one) => one.id === id);
  const error = unusable.find((one) => one.id === id)?.error;
  if (error && !source) throw error;
  return source;
}

/** The source of that URL alone. @throws {ActasError} `configuration` when several have it */
export function sourceOfUrl(url: string, { sources }: SourceDefinitions): SourceDefinition | undefined {
  const [found, ...others] = sources.filter((source) => sameUrl(source.kind, source.url, url));
  if (!found || others.length === 0) return found;
  const ids = [found, ...others].map(({ id }) => `"${id}"`).join(", ");
  throw new ActasError("configuration", `cannot tell which source "${url}" is: ${ids} have this URL`, {
    hints: ["name it by its id"],
  });
}

/**
 * As {@link findSource}, for what must be there.
 *
 * @throws {ActasError} `source-not-found`, with the nearest id there is
 */
export function requireSource(name: string, definitions: SourceDefinitions): SourceDefinition {
  return findSource(name, definitions) ?? notFound(name, definitions);
}

/** @throws {ActasError} `source-not-found`; `others` are names that would have done as well */
export function notFound(name: string, definitions: SourceDefinitions, others: readonly string[] = []): never {
  const nearest = nearestName(name, [...definitions.sources.map(({ id }) => id), ...others]);
  throw new ActasError("source-not-found", `cannot find source "${name}"`, {
    hints: [
      ...(nearest ? [`did you mean "${nearest}"?`] : []),
      "`actas list sources` shows what there is; `actas setup` adds one",
      ...problemsOf(definitions)
        .slice(0, PROBLEMS_SHOWN)
        .map((problem) => `a source was passed over: ${problem}`),
    ],
  });
}
