const CHALLENGE = /^[\w-]{43}$/;
/** As RFC 7636 section 4.1 has it, and padding. */
const VERIFIER = /^[\w.~-]{43,128}={0,2}$/;

/**
 * Mairu ends its code verifiers with the padding of base64url, which RFC 7636 does not know and `oidc-provider` refuses.
 * So `oidc-provider` is given hashes: as the challenge the hash of the client's, as the verifier the hash of the client's,
 * which is what the client's challenge must be. Who has not the verifier has no hash of it that is the challenge.
 *
 * Both are done for every client and every request, or what one of them lets through, the other would not know.
 * Anything else stays as it is, and is refused.
 */
export function hashChallenge(query: URLSearchParams): void {
  const challenge = only(query, "code_challenge");
  if (only(query, "code_challenge_method") !== "S256" || challenge === undefined || !CHALLENGE.test(challenge)) return;
  query.set("code_challenge", hashOf(challenge));
}

/** The same for the request that redeems the code. */
export function hashVerifier(form: URLSearchParams): void {
  const verifier = only(form, "code_verifier");
  if (verifier === undefined || !VERIFIER.test(verifier)) return;
  form.set("code_verifier", hashOf(verifier));
}

/** A parameter that is there twice is refused later, and must be there twice until then. */
function only(parameters: URLSearchParams, name: string): string | undefined {
  const [value, ...others] = parameters.getAll(name);
  return others.length === 0 ? value : undefined;
}

function hashOf(text: string): string {
  return Bun.CryptoHasher.hash("sha256", text, "base64url");
}
