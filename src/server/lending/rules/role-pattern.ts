import { type Glob, globOf, hasWildcard, matches } from "../../../iam-policies/glob.ts";

/** Which roles a rule is about: path and name, a glob for each part between slashes. */
export interface RolePattern {
  readonly text: string;
  readonly parts: readonly Glob[];
  /** Whether it names one role of an account, with nothing left open. */
  readonly isExact: boolean;
}

/** AWS's: a path of printable signs between slashes, and a name. */
const FORM = /^(?:[\x21-\x7e]+\/)?[\w+=,.@*-]{1,64}$/;
const MOST_CHARACTERS = 512 + 64;

/**
 * Reads a pattern such as `Dev*`, or `teams/Deploy*` for roles with a path. It matches a whole path and name; `*`
 * stands for any text within one part, and nothing stands for a slash, so that `*-dev` never reaches into a path.
 *
 * @returns undefined for what can match no role
 */
export function rolePattern(text: string): RolePattern | undefined {
  if (text.length > MOST_CHARACTERS || !FORM.test(text) || text.includes("//") || text.startsWith("/"))
    return undefined;
  if (text.includes("?") || text.includes("**")) return undefined;
  const parts = text.split("/").map(globOf);
  return { text, parts, isExact: !parts.some(hasWildcard) };
}

/** Takes at most as many steps as the pattern is long, times the name: no pattern makes it slow. */
export function matchesRole(pattern: RolePattern, role: NamedRole): boolean {
  const named = [...role.path.split("/").filter(Boolean), role.name];
  return named.length === pattern.parts.length && pattern.parts.every((part, at) => matches(part, named[at] ?? ""));
}

/**
 * The same for what is refused, so that nobody gets round it by a name of their own choice: letters' case does not
 * count, and a pattern without a slash is about the name in every path.
 *
 * @param pattern - in lower case
 */
export function coversRole(pattern: RolePattern, { path, name }: NamedRole): boolean {
  const lower = { path: pattern.parts.length === 1 ? "/" : path.toLowerCase(), name: name.toLowerCase() };
  return matchesRole(pattern, lower);
}

interface NamedRole {
  readonly path: string;
  readonly name: string;
}
