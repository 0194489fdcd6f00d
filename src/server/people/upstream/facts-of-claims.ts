import { ActasError } from "../../../base/errors.ts";
import { isWhole } from "../is-whole.ts";

/** What an OpenID provider says of a person. */
export interface PersonFacts {
  readonly name: string;
  readonly groups: readonly string[];
}

/** Where an OpenID provider says it. */
export interface ClaimNames {
  /** A claim by its name, or a path such as `realm_access.roles`. */
  readonly groupsClaim: string;
  /** Absent: the first of {@link NAMES} that is there. */
  readonly nameClaim?: string;
}

/** The claims that a configuration names, or does not. */
export function claimNames({ groupsClaim = "groups", nameClaim }: Partial<ClaimNames>): ClaimNames {
  return { groupsClaim, ...(nameClaim !== undefined && { nameClaim }) };
}

type Claims = Readonly<Record<string, unknown>>;

const NAMES = ["email", "preferred_username", "upn", "sub"] as const;
const LONGEST_NAME = 254;
const LONGEST_GROUP = 256;
const MOST_GROUPS = 5_000;

/**
 * Reads the claims of a person; `undefined` when they do not speak of groups at all.
 *
 * @throws {ActasError} `access-denied` for groups that were left out or are none
 */
export function factsOfClaims(claims: Claims, names: ClaimNames): PersonFacts | undefined {
  const said = claimAt(claims, names.groupsClaim);
  if (said === undefined || said === null) {
    if (isOverage(claims)) throw overage(names);
    return undefined;
  }
  return { name: nameIn(claims, names), groups: groupsIn(said, names) };
}

/** The same of a person without groups. */
export function factsWithoutGroups(claims: Claims, names: ClaimNames): PersonFacts {
  return { name: nameIn(claims, names), groups: [] };
}

/** A name with dots may be one claim, as Auth0 has them, or a path, as Keycloak has them. */
function claimAt(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  let at: unknown = claims;
  for (const part of name.split(".")) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, part)) return undefined;
    at = (at as Claims)[part];
  }
  return at;
}

/** A text is one group: it is never cut, nor searched. */
function groupsIn(said: unknown, { groupsClaim }: ClaimNames): readonly string[] {
  const groups = typeof said === "string" ? [said] : said;
  const good =
    Array.isArray(groups) &&
    groups.length <= MOST_GROUPS &&
    groups.every((one) => typeof one === "string" && one.length <= LONGEST_GROUP && isWhole(one));
  if (!good)
    throw denied(`the claim \`${groupsClaim}\` is not a list of names`, "check what the provider puts into it");
  return [...new Set(groups.filter((one: string) => one !== ""))];
}

/** Entra ID replaces a list that is too long by a link. @see OpenID Connect Core 1.0 section 5.6.2 */
function isOverage({ _claim_names: names, hasgroups }: Claims): boolean {
  return (
    hasgroups === true || hasgroups === "true" || (typeof names === "object" && names !== null && "groups" in names)
  );
}

function overage({ groupsClaim }: ClaimNames): ActasError {
  return denied(
    "the provider has left the groups out, because they are too many",
    `have it send only the groups that are assigned to the application, or name another \`groupsClaim\` than "${groupsClaim}", such as "roles"`,
  );
}

function nameIn(claims: Claims, { nameClaim }: ClaimNames): string {
  for (const name of nameClaim === undefined ? NAMES : [nameClaim, "sub"]) {
    const said = claimAt(claims, name);
    if (name === "email" && isUnverified(claims)) continue;
    if (typeof said === "string" && said.trim() !== "" && said.length <= LONGEST_NAME && isWhole(said)) return said;
  }
  throw denied("the provider does not say who it is", "check `nameClaim`");
}

/** Some providers say it as a text. */
function isUnverified({ email_verified: verified }: Claims): boolean {
  return verified === false || verified === "false";
}

function denied(reason: string, hint: string): ActasError {
  return new ActasError("access-denied", `cannot tell who signs in: ${reason}`, { hints: [hint] });
}
