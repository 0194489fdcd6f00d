import { jsonText } from "../../../base/printable.ts";
import type { Route } from "../../server-part.ts";
import { ALGORITHM, type IssuerKeys, publicJwk } from "./signing-key.ts";

/** Below the server's own address: another issuer than that of sign-ins, with other keys. */
const ISSUER_PATH = "/issuer";

/** The issuer as it is written in IAM, for the server at an address that ends with a slash. */
export function issuerOf(url: string): string {
  return url.replace(/\/$/, "") + ISSUER_PATH;
}

/** AWS asks again after this time, which a key is published before it signs. */
const FRESH_SECONDS = 300;

/**
 * What AWS asks of an OpenID provider. Public: nothing of it is a secret, and everybody may keep it for a while.
 *
 * @param issuer - `https://…/issuer`, without a slash at its end, as it is written in IAM
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 */
export function issuerRoutes(issuer: string, keys: IssuerKeys): readonly Route[] {
  return [
    {
      method: "GET",
      path: `${ISSUER_PATH}/.well-known/openid-configuration`,
      answer: () =>
        published({
          issuer,
          jwks_uri: `${issuer}/jwks`,
          // Required by OpenID Connect Discovery; there is no sign-in here.
          authorization_endpoint: `${issuer}/none`,
          response_types_supported: ["id_token"],
          subject_types_supported: ["public"],
          id_token_signing_alg_values_supported: [ALGORITHM],
          claims_supported: ["iss", "sub", "aud", "iat", "exp", "jti", "amr"],
        }),
    },
    {
      method: "GET",
      path: `${ISSUER_PATH}/jwks`,
      answer: async () => {
        const all = await keys.published();
        return published({
          keys: all.map(({ kid, publicKey }) => ({ ...publicJwk(publicKey), kid, alg: ALGORITHM, use: "sig" })),
        });
      },
    },
  ];
}

function published(document: object): Response {
  return new Response(jsonText(document, "one-line"), {
    headers: { "content-type": "application/json", "cache-control": `public, max-age=${FRESH_SECONDS}` },
  });
}
