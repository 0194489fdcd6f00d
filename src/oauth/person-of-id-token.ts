import { jsonInTokenPart } from "./token-part.ts";

/** Claims that name a person, best first. An ID token must have only `sub`. */
const NAMES = ["email", "preferred_username", "upn", "name", "sub"] as const;

/** No e-mail address is longer. */
const MAX_LENGTH = 254;

/**
 * The person whom an ID token names, to be shown to the user; undefined when it names none.
 *
 * The signature is not checked: nothing is decided by the name, and the token came from the token endpoint itself.
 *
 * @see OpenID Connect Core 1.0 sections 2 and 5.1
 */
export function personOfIdToken(idToken: unknown): string | undefined {
  const claims = typeof idToken === "string" ? payloadOf(idToken) : {};
  for (const name of NAMES) {
    const { [name]: value } = claims;
    if (typeof value === "string" && value.trim() !== "" && value.length <= MAX_LENGTH) return value;
  }
  return undefined;
}

function payloadOf(token: string): Readonly<Record<string, unknown>> {
  const payload = jsonInTokenPart(token.split(".")[1]);
  return typeof payload === "object" && payload !== null ? { ...payload } : {};
}
