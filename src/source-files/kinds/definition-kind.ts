import { z } from "zod/mini";
import type { GrantType } from "../../base/credential-request.ts";
import type { Network } from "../../network/network.ts";

/** What is known of every source that one signs in to. */
export interface Definition {
  /** What the user types to name it; one id names one source. */
  readonly id: string;
  /**
   * Identity Center: the start URL in its normal form, see `normalStartUrl`; credential server: the base URL, whose
   * trailing slash counts (RFC 3986 5.2).
   */
  readonly url: string;
  /** How to sign in when the user does not say. */
  readonly defaultGrantType: GrantType;
  /** How it is reached: as the request that needs it says. */
  readonly network?: Network;
  /** Where it was read, for messages: a path, or a section and a path. */
  readonly origin: string;
}

/** What names a source in a source file, before defaults. */
export interface WrittenName {
  readonly id?: string | undefined;
  readonly url: string;
}

/** What the tool knows of one kind of source that one signs in to; a row of `DEFINITION_KINDS`. */
export interface DefinitionKind<D extends Definition> {
  /** The id of a source that its file gives none. */
  idFrom(url: string): string;
  /** A URL in the spelling by which two are compared. */
  comparedUrl(url: string): string;
  /** The addresses that tokens are sent to, and whatever else tells one sign-in from another, beside id and URL. */
  whereTokensGo(source: D): readonly (string | undefined)[];
  /** The definition as an agent that is replaced leaves it to the next one, with a sign-in. */
  readonly record: z.ZodMiniType<D, object>;
}

/**
 * A record of a definition. It comes from a program of ours, of another version at most, so that not every field is
 * looked at.
 *
 * @param more - shapes of the fields that are not plain JSON
 */
export function definitionRecord<D extends Definition & { readonly kind: string }>(
  kind: D["kind"],
  more: z.core.$ZodShape = {},
): z.ZodMiniType<D, object> {
  const shape = { kind: z.literal(kind), id: z.string(), url: z.string(), origin: z.string(), ...more };
  return z.looseObject(shape) as unknown as z.ZodMiniType<D, object>;
}

/** How a source file describes such a source: `Part` is what it has for this kind alone. */
export interface InSourceFile<D extends Definition, Part> {
  readonly key: keyof Part & string;
  /** Reads the part; undefined where the file has none. What is returned throws `UnusableValue`. */
  reader(content: WrittenName & Part, origin: string): (() => D) | undefined;
}
