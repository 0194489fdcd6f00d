import { ActasError } from "../base/errors.ts";
import type { Alias } from "../settings/settings-reader.ts";
import type { SourceDefinition } from "./source-definition.ts";

/** A source that exists but is unusable; without `id` when not even that could be read. */
export interface UnusableSource {
  readonly id?: string;
  /** A file, or a section of a file. */
  readonly origin: string;
  readonly error: ActasError;
}

/** All sources, as one client sees them. */
export interface SourceDefinitions {
  /** Sorted by id; ids are unique. */
  readonly sources: readonly SourceDefinition[];
  /** Their ids name no other source: a definition that fails is not silently replaced by another one. */
  readonly unusable: readonly UnusableSource[];
  /** Those whose id another place has that takes precedence: only what is refused by that id is looked up in them. */
  readonly passedOver?: readonly SourceDefinition[];
  /** Names that settings give to roles of sources; absent: none. */
  readonly aliases?: ReadonlyMap<string, Alias>;
}

/** No sources at all. */
export const NO_SOURCES: SourceDefinitions = { sources: [], unusable: [] };

/**
 * Adds the sources of one place to those of places that take precedence. If a place has an id twice, neither counts.
 */
export function withPlace(
  { passedOver: before = [], sources, unusable, ...others }: SourceDefinitions,
  found: readonly (SourceDefinition | UnusableSource)[],
): SourceDefinitions {
  const taken = new Set([...sources, ...unusable].map(({ id }) => id).filter((id) => id !== undefined));
  const all = [...Map.groupBy(found, ({ id }) => id)].flatMap(([id, ones]) => {
    if (id === undefined) return ones;
    if (taken.has(id)) return [];
    return ones.length > 1
      ? [
          contested(
            id,
            ones.map(({ origin }) => origin),
          ),
        ]
      : ones;
  });
  const passedOver = [...before, ...found.filter(isUsable).filter(({ id }) => taken.has(id))];
  return {
    ...others,
    ...(passedOver.length > 0 && { passedOver }),
    sources: [...sources, ...all.filter(isUsable)].sort((a, b) => (a.id < b.id ? -1 : 1)),
    unusable: [...unusable, ...all.filter((one) => "error" in one)],
  };
}

/** The ignored sources with the reason, one sentence each, for people. */
export function problemsOf({ unusable }: SourceDefinitions): string[] {
  return unusable.map(({ error }) => error.message);
}

function isUsable(one: SourceDefinition | UnusableSource): one is SourceDefinition {
  return !("error" in one);
}

function contested(id: string, origins: readonly string[]): UnusableSource {
  const places = origins.toSorted().join(" and ");
  const error = new ActasError("configuration", `cannot use source "${id}": ${places} describe it`, {
    hints: ["give each an `id` of its own, or remove what is not needed"],
  });
  return { id, origin: places, error };
}
