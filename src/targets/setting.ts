import type { RequestEnvironment } from "../base/credential-request.ts";
import { ActasError } from "../base/errors.ts";
import type { KeyGenerations } from "../profiles/key-generations.ts";
import type { Profile } from "../profiles/profile.ts";

/** The place that a value came from. */
export type Origin =
  | { readonly kind: "flag"; readonly name: string }
  | { readonly kind: "environment"; readonly name: string }
  | { readonly kind: "profile"; readonly profile: string; readonly key: string; readonly file: string }
  | { readonly kind: "sso-session"; readonly session: string; readonly key: string; readonly file: string }
  | { readonly kind: "source"; readonly id: string; readonly key: string; readonly file: string }
  | { readonly kind: "built-in" };

/** A value and its origin. */
export interface Setting<T = string> {
  readonly value: T;
  readonly origin: Origin;
}

/** Looks up a setting, or throws because its value is unusable. */
export type Lookup = () => Setting<string | number> | undefined;

/**
 * The profiles a value is inherited from, nearest first: the profile itself, the profiles its credentials come
 * from, and `default`.
 */
export type Lineage = readonly Profile[];

/** A value from the command line, if given. */
export function fromFlag<T>(name: string, value: T | undefined): Setting<T> | undefined {
  return value === undefined ? undefined : { value, origin: { kind: "flag", name } };
}

/** The first of these variables that is set and not empty. */
export function fromEnvironment(
  environment: RequestEnvironment,
  ...names: readonly (keyof RequestEnvironment)[]
): Setting | undefined {
  const name = names.find((candidate) => environment[candidate]);
  return name && { value: environment[name] ?? "", origin: { kind: "environment", name } };
}

/** The first of these keys in the profile itself. */
export function ownSetting(profile: Profile | undefined, ...keys: KeyGenerations): Setting | undefined {
  const key = keys.find((candidate) => profile?.settings.has(candidate));
  const found = key && profile?.settings.get(key);
  if (!profile || !found) return undefined;
  if (found.variable) return { value: found.value, origin: { kind: "environment", name: found.variable } };
  return { value: found.value, origin: { kind: "profile", profile: profile.name, key, file: found.file } };
}

/** The first of these keys in the nearest profile that has any. */
export function inheritedSetting(lineage: Lineage, ...keys: KeyGenerations): Setting | undefined {
  const profile = lineage.find(({ settings }) => keys.some((key) => settings.has(key)));
  return ownSetting(profile, ...keys);
}

/** The built-in default. */
export function builtIn<T>(value: T): Setting<T> {
  return { value, origin: { kind: "built-in" } };
}

/** The name of a setting in messages: `--duration`, `AWS_REGION`, or `role_arn` and its profile. */
export function nameOf({ origin }: Setting<unknown>): string {
  if (origin.kind === "profile") return `\`${origin.key}\` of profile "${origin.profile}"`;
  if (origin.kind === "sso-session") return `\`${origin.key}\` of sso-session "${origin.session}"`;
  if (origin.kind === "source") return `\`${origin.key}\` of source "${origin.id}"`;
  return origin.kind === "built-in" ? "the built-in default" : `\`${origin.name}\``;
}

/**
 * The error for an unusable value: `usage` when it came from a flag, `configuration` otherwise. The value of a variable
 * is repeated, since it may have been set elsewhere; but not where it may hold a password, as an address can.
 */
export function unusable(setting: Setting<unknown>, reason: string, hints: readonly string[] = []): ActasError {
  const code = setting.origin.kind === "flag" ? "usage" : "configuration";
  return new ActasError(code, `cannot use ${nameOf(setting)}${repeated(setting)}: ${reason}`, { hints });
}

const MOST_REPEATED = 60;

function repeated({ origin, value }: Setting<unknown>): string {
  const isShown = origin.kind === "environment" && typeof value === "string" && !/@|:\/\//.test(value);
  return isShown ? ` ("${value.length > MOST_REPEATED ? `${value.slice(0, MOST_REPEATED)}…` : value}")` : "";
}
