import type { Limits } from "../settings/limits.ts";
import type { KindName, SourceReference } from "./kinds/kinds.ts";
import type { RoleHop } from "./role-hops.ts";

/**
 * A target with every name looked up: the source at its start, the roles that follow, and settings for the program.
 *
 * @typeParam K - the kinds of source that it may start with
 */
export interface ResolvedTarget<K extends KindName = KindName> {
  /** What the user typed, for messages; not part of any cache key. */
  readonly name: string;
  readonly source: SourceReference<K>;
  readonly chain: readonly RoleHop[];
  /** The region of the profile, for the program's environment; absent when none is set. */
  readonly region?: string;
  /**
   * The profile's `endpoint_url` and `services` as `AWS_ENDPOINT_URL` and `AWS_ENDPOINT_URL_<SERVICE>`, and the
   * variables for its kind of endpoint.
   */
  readonly endpointVariables: Readonly<Record<string, string>>;
  /** Sentences for the user, for instance about a duration that was clamped. */
  readonly notices: readonly string[];
  /** What settings allow; absent: everything. */
  readonly limits?: Limits;
}

/** The same target for calls of our own, with credentials that no program gets. */
export function unlimited({ limits: _, ...target }: ResolvedTarget): ResolvedTarget {
  return target;
}
