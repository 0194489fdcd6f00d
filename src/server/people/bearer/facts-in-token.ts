import { ActasError } from "../../../base/errors.ts";
import { HttpRefusal } from "../../http-refusal.ts";
import { type ClaimNames, factsOfClaims, factsWithoutGroups, type PersonFacts } from "../upstream/facts-of-claims.ts";

/** What a token says of a person; one that does not speak of groups gives none. @throws {HttpRefusal} 403 */
export function factsInToken(claims: Readonly<Record<string, unknown>>, names: ClaimNames): PersonFacts {
  try {
    return factsOfClaims(claims, names) ?? factsWithoutGroups(claims, names);
  } catch (error) {
    if (error instanceof ActasError) throw new HttpRefusal(403, "access_denied", error.message);
    throw error;
  }
}
