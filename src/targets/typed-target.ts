import { printable } from "../base/printable.ts";
import { shellWord } from "../base/shell-word.ts";

/** The words of a command line that mean one target: itself if that is enough, otherwise with an option. */
export type TypedTarget = readonly [string, ...string[]];

/** What a name alone means besides. */
export interface OtherMeanings {
  /** The names of all profiles. */
  readonly profiles: ReadonlySet<string>;
  /** The source that the environment names: there a target alone is always the name of one of its roles. */
  readonly server?: string | undefined;
}

/** A profile. Its name alone may be a reserved word, an ARN or an option. */
export function typedProfile(name: string, { server }: Pick<OtherMeanings, "server"> = {}): TypedTarget {
  if (name.startsWith("-")) return [`--profile=${name}`];
  return server || name === "auto" || name.startsWith("arn:") ? ["--profile", name] : [name];
}

/**
 * A role that a source lends. In `SOURCE:ROLE` the id ends at the first colon, and the whole may be the name of a
 * profile, which counts more.
 */
export function typedRole(source: string, role: string, { profiles, server }: OtherMeanings): TypedTarget {
  const target = `${source}:${role}`;
  if (source === server && role !== "auto" && !role.startsWith("-")) return [role];
  const isOther = server || source.includes(":") || source === "arn" || profiles.has(target);
  if (!isOther && !source.startsWith("-")) return [target];
  const option = source.startsWith("-") ? ([`--server=${source}`] as const) : (["--server", source] as const);
  return role.startsWith("-") ? [...option, "--", role] : [...option, role];
}

/** A target by the name that reports give it: a profile, a role ARN or `SOURCE:ROLE`. */
export function typedByName(name: string): TypedTarget {
  if (!name.startsWith("-")) return [name];
  const colon = name.indexOf(":");
  if (colon < 0) return typedProfile(name);
  return typedRole(name.slice(0, colon), name.slice(colon + 1), { profiles: new Set() });
}

/** Whether a target is one word that means it, and looks as it is typed: lists for programs have no other lines. */
export function isTypable(words: TypedTarget): boolean {
  return words.length === 1 && !words[0].startsWith("-") && printable(words[0]) === words[0];
}

/** The words for a POSIX shell. */
export function inShell(words: TypedTarget): string {
  return words.map(shellWord).join(" ");
}
