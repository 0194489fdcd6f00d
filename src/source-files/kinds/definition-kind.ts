import type { GrantType } from "../../base/credential-request.ts";
import type { Network } from "../../network/network.ts";

/** The definition of a source that users sign in to, for every kind. */
export interface Definition {
  /** The name that the user types. Ids are unique. */
  readonly id: string;
  /**
   * Identity Center: the start URL in its normal form, see `normalStartUrl`; credential server: the base URL, whose
   * trailing slash counts (RFC 3986 5.2); OpenID provider: its discovery document.
   */
  readonly url: string;
  /** How to sign in when the user does not say. */
  readonly defaultGrantType: GrantType;
  /** The network settings of the request that needs it. */
  readonly network?: Network;
  /** Where it was read, for messages: a path, or a section and a path. */
  readonly origin: string;
}

/** The keys that name a source in a source file, before defaults. */
export interface WrittenName {
  readonly id?: string | undefined;
  readonly url: string;
}

/** What the tool knows about one kind of source that users sign in to; a row of `DEFINITION_KINDS`. */
export interface DefinitionKind<D extends Definition> {
  /** The id of a source whose file sets none. */
  idFrom(url: string): string;
  /** A URL in its normal form, for comparison. */
  comparedUrl(url: string): string;
  /** The addresses that tokens are sent to and, besides id and URL, anything else that distinguishes sign-ins. */
  whereTokensGo(source: D): readonly (string | undefined)[];
}

/** How a source file describes such a source. `Part` has the keys of this kind alone. */
export interface InSourceFile<D extends Definition, Part> {
  readonly key: keyof Part & string;
  /** The URL of a source whose part names it, so that the file needs no `url`. */
  urlIn?(content: Part): string | undefined;
  /** Reads the part; undefined where the file has none. The returned function throws `UnusableValue`. */
  reader(content: WrittenName & Part, origin: string): (() => D) | undefined;
}
