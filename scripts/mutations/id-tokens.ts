import { inFile, type Mutation } from "./mutation.ts";

const FORGED = "test/security/hostile-server/id-tokens.test.ts";
const DOCUMENTS = "src/oauth/openid/discover-provider.test.ts";

/** Sign-ins at an OpenID provider: which ID tokens are taken, and where they go. */
export const ID_TOKENS: readonly Mutation[] = [
  ...inFile("src/oauth/openid/open-id-client.ts", [
    ["id-token-signature", "signatures are checked", "  enableNonRepudiationChecks(configuration);\n", "", FORGED],
  ]),
  ...inFile("src/oauth/openid/sign-in-with-nonce.ts", [
    ["id-token-nonce", "the token is of this sign-in", "      expectedNonce: nonce,\n", "", FORGED],
    ["id-token-issuer-said", "the answer is the provider's", "said === provider.issuer || ", "true || ", FORGED],
  ]),
  ...inFile("src/oauth/openid/require-sound-id-token.ts", [
    ["id-token-azp", "it was given to this client", "azp !== undefined && azp !== clientId", "false", FORGED],
    ["id-token-future", "it is not from the future", "iat > nowSeconds + CLOCK_TOLERANCE_SECONDS", "false", FORGED],
    ["id-token-old", "it is not from yesterday", "iat < nowSeconds - OLDEST_SECONDS", "false", FORGED],
    ["id-token-at-hash", "it belongs to its access token", "hash !== undefined && ", "false && ", FORGED],
    ["id-token-length", "it is not longer than AWS takes", "if (length > most) ", "if (false) ", FORGED],
    ["id-token-person", "a renewed one is the same person's", "before.sub !== claims.sub || ", "", FORGED],
    ["id-token-older", "a renewed one is not older", "iat < before.iat ?", "false ?", FORGED],
  ]),
  ...inFile("src/oauth/openid/discover-provider.ts", [
    ["provider-issuer", "the document is its issuer's", "!isIssuerOf(provider.issuer, url)", "false", DOCUMENTS],
    [
      "provider-algorithms",
      "no secret signs",
      "? { ...provider, id_token",
      "&& false ? { ...provider, id_token",
      DOCUMENTS,
    ],
    ["provider-tls", "endpoints have TLS", 'url.protocol === "https:" || (', "true || (", DOCUMENTS],
  ]),
  ...inFile("src/sources/web-identity/web-identity.ts", [
    [
      "id-token-other-sts",
      "a token goes to no other STS",
      "hop.sts.endpointUrl !== source.stsEndpoint",
      "false",
      "src/sources/web-identity/web-identity.test.ts",
    ],
  ]),
];
