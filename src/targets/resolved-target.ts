import type { KindName, SourceReference } from "./kinds/kinds.ts";
import type { RoleHop } from "./role-hops.ts";

/**
 * A target with every name looked up: where to start, which roles follow, and what the program should know.
 *
 * @typeParam K - the kinds of source that it may start with
 */
export interface ResolvedTarget<K extends KindName = KindName> {
  /** What the user typed, for messages; not part of any cache key. */
  readonly name: string;
  readonly source: SourceReference<K>;
  readonly chain: readonly RoleHop[];
  /** The region of the profile, for the program's environment; absent when nothing names one. */
  readonly region?: string;
  /** `AWS_ENDPOINT_URL` and `AWS_ENDPOINT_URL_<SERVICE>` as the profile's `endpoint_url` and `services` say, and its kind of endpoint. */
  readonly endpointVariables: Readonly<Record<string, string>>;
  /** Things the user should hear, such as a duration that was clamped. */
  readonly notices: readonly string[];
}
