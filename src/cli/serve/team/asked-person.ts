import { ActasError } from "../../../base/errors.ts";
import type { ServerConfiguration } from "../../../server/configuration/server-configuration.ts";
import type { Person } from "../../../server/people/person.ts";
import { claimsInToken } from "../../../trust-policies/claims-in-token.ts";
import { textOf } from "../../role-map/read-roles.ts";

/** Who is asked about: a token in a file, or a person in words. */
export interface AskedPerson {
  readonly token?: string;
  readonly subject?: string;
  readonly group?: readonly string[];
}

/**
 * The person that options describe, as this server would know them; undefined: nobody in particular.
 *
 * @throws {ActasError} `usage` for a token that cannot be read, or is not of the provider where people sign in
 */
export async function askedPerson(
  { group, subject, token }: AskedPerson,
  { people, roles }: ServerConfiguration,
): Promise<Person | undefined> {
  const issuer = people?.provider?.issuer ?? people?.authorizationServer?.issuer ?? roles.pass?.issuer ?? "";
  const person = { issuer, groupsAt: Date.now(), via: "code", client: "actas" } as const;
  if (token === undefined) {
    if (subject === undefined && group === undefined) return undefined;
    const groups = [...new Set(group)];
    return { ...person, subject: subject ?? "", name: subject ?? "somebody", groups };
  }
  const [{ claimNames, factsOfClaims, factsWithoutGroups }, { providerOf }] = await Promise.all([
    import("../../../server/people/upstream/facts-of-claims.ts"),
    import("../../../server/roles/asking-way.ts"),
  ]);
  const read = claimsInToken(await textOf(token, "token"));
  if (typeof read === "string") throw new ActasError("usage", `cannot read a token in ${token}: ${read}`);
  if (read.provider !== providerOf(issuer)) {
    const where =
      issuer === "" ? "people of this server sign in nowhere" : `people of this server sign in at ${issuer}`;
    throw new ActasError(
      "usage",
      `cannot judge the token in ${token}: it is of https://${read.provider}, and ${where}`,
    );
  }
  const { amr, sub = "", others } = read.claims;
  const claims = { ...others, sub, ...(amr && { amr }) };
  const names = claimNames(people?.provider ?? people?.authorizationServer ?? {});
  return { ...person, subject: sub, ...(factsOfClaims(claims, names) ?? factsWithoutGroups(claims, names)) };
}
