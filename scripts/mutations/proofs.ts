import { inFile, type Mutation } from "./mutation.ts";

const PROOFS = "test/server/security/proofs-of-keys.test.ts";
const BOUND = "test/server/security/bound-sign-ins.test.ts";
const FOREIGN = "test/server/people/foreign-tokens.test.ts";

/** Proofs that somebody has the key of a token. */
export const PROOFS_OF_KEYS: readonly Mutation[] = [
  ...inFile("src/server/people/bearer/accept-proof.ts", [
    ["proof-key", "a proof is made with the key of the token", "!== jkt)", "=== undefined)", PROOFS],
    ["proof-method", "a proof is for one method", "htm !== request.method", "false", PROOFS],
    ["proof-address", "a proof is for one address", "addressOf(htu) !== askedAt(request, url)", "false", PROOFS],
    [
      "proof-host",
      "the address is that of the configuration",
      "const asked = new URL(url);",
      "const asked = new URL(request.url);",
      PROOFS,
    ],
    ["proof-token", "a proof is for one token", 'ath !== SHA256.hash(token.reveal(), "base64url")', "false", PROOFS],
    ["proof-time", "a proof is of this minute", "> SKEW_SECONDS)", "> 1e9)", PROOFS],
    ["proof-once", "a proof counts once", '=== "shown-before"', '=== ("never" as string)', PROOFS],
    ["proof-type", "only a proof is a proof", 'typ: "dpop+jwt",', "", PROOFS],
    ["proof-long", "a proof has an end", "proof.length > LONGEST", "false", PROOFS],
  ]),
  ...inFile("src/server/people/bearer/proof-algorithms.ts", [
    ["proof-algorithm", "proofs are ES256", '["ES256"]', '["ES256", "RS256"]', PROOFS],
  ]),
  ...inFile("src/server/people/bearer/accept-token.ts", [
    [
      "proof-bearer",
      "a token that is bound does not count as a bearer's",
      'if (scheme === "Bearer") throw refuseToken("it is bound to a key, and came without a proof");',
      'if (scheme === "Bearer") return { token, claims, isBound: true };',
      FOREIGN,
      PROOFS,
    ],
    [
      "proof-unbound",
      "one that is not bound counts without a proof alone",
      'if (scheme === "DPoP") throw',
      "if (false) throw",
      PROOFS,
    ],
    [
      "proof-otherwise",
      "a token that is bound otherwise too is refused",
      "|| Object.keys(others).length > 0",
      "",
      "test/server/security/access-tokens.test.ts",
    ],
  ]),
  ...inFile("src/server/people/bearer/foreign-bouncer.ts", [
    ["proof-elsewhere", "a bound token is shown to nobody else", 'if (isBound) return "cannot";', "", FOREIGN],
  ]),
  ...inFile("src/server/people/authorization/create-provider.ts", [
    [
      "proof-before",
      "what was bound to no key is not bound to any",
      'if (token?.kind === "RefreshToken" && !token.jkt && oidc.client.dpopBoundAccessTokens) return undefined;',
      "",
      BOUND,
    ],
  ]),
  ...inFile("src/server/people/authorization/authorization-routes.ts", [
    [
      "proof-required",
      "our own client gets nothing without a proof, and nothing is looked up",
      'if (!request.headers.has("dpop") &&',
      "if (false &&",
      BOUND,
    ],
  ]),
  ...inFile("src/server/people/authorization/padded-verifiers.ts", [
    [
      "verifier-translated",
      "a challenge is no verifier",
      'form.set("code_verifier", this.#verifierFor(challengeOf(verifier)));',
      'form.set("code_verifier", this.#verifierFor(verifier));',
      "test/server/people/padded-verifiers.test.ts",
    ],
  ]),
  ...inFile("src/sources/credential-server/sign-in.ts", [
    [
      "proof-downgrade",
      "a sign-in that is bound is not renewed to one that is not",
      "|| (proofKey && !tokens.isBound)",
      "",
      "test/sign-in/bound.test.ts",
    ],
  ]),
  ...inFile("src/oauth/redeem-code.ts", [
    ["proof-code", "a code is asked for with its key", "      ...key,\n", "", "test/server/people/proofs.test.ts"],
  ]),
];
