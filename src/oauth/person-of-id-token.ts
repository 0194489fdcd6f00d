/** What people call themselves by, best first; `sub` is all that an ID token must have. */
const NAMES = ["email", "preferred_username", "upn", "name", "sub"] as const;

/** Longer than any address. */
const MAX_LENGTH = 254;

/**
 * Who an ID token says has signed in, for the user to see; undefined when it does not say.
 *
 * Its signature is not checked, because nothing is decided by it: it came from the token endpoint itself.
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
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
    return typeof payload === "object" && payload !== null ? { ...payload } : {};
  } catch {
    return {};
  }
}
