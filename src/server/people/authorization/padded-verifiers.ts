import type { Sealer } from "../sealer.ts";

const CHALLENGE = /^[\w-]{43}$/;
/** As RFC 7636 section 4.1 has it, and padding. */
const VERIFIER = /^[\w.~-]{43,128}={0,2}$/;

/**
 * Mairu ends its code verifiers with the padding of base64url, which RFC 7636 does not know and `oidc-provider` refuses.
 * So `oidc-provider` gets another pair. Its verifier is a keyed hash of the challenge that the client's verifier has, and
 * its challenge is that of this verifier: the one fits the other if the client's verifier has the client's challenge.
 *
 * The key is the server's. Nobody else can make a verifier that would do without this translation, so whatever gets past
 * it, in whatever spelling, fits nothing.
 */
export class PaddedVerifiers {
  readonly #sealer: Pick<Sealer, "keyedHash">;

  constructor(sealer: Pick<Sealer, "keyedHash">) {
    this.#sealer = sealer;
  }

  /** In the request that a browser brings. What is no challenge stays, and is refused. */
  translateChallenge(query: URLSearchParams): void {
    const challenge = only(query, "code_challenge");
    if (only(query, "code_challenge_method") !== "S256" || challenge === undefined || !CHALLENGE.test(challenge))
      return;
    query.set("code_challenge", challengeOf(this.#verifierFor(challenge)));
  }

  /** In the request that redeems the code. What is no verifier stays, and is refused. */
  translateVerifier(form: URLSearchParams): void {
    const verifier = only(form, "code_verifier");
    if (verifier === undefined || !VERIFIER.test(verifier)) return;
    form.set("code_verifier", this.#verifierFor(challengeOf(verifier)));
  }

  #verifierFor(challenge: string): string {
    return this.#sealer.keyedHash(`verifier for ${challenge}`);
  }
}

/** A parameter that is there twice is refused later, and must be there twice until then. */
function only(parameters: URLSearchParams, name: string): string | undefined {
  const [value, ...others] = parameters.getAll(name);
  return others.length === 0 ? value : undefined;
}

/** @see RFC 7636 section 4.2, with S256 */
function challengeOf(verifier: string): string {
  return Bun.CryptoHasher.hash("sha256", verifier, "base64url");
}
