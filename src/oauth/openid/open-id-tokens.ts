import type { TokenEndpointResponse } from "openid-client";
import type { Clock } from "../../base/clock.ts";
import { Secret } from "../../base/secret.ts";
import type { RequestContext } from "../request-context.ts";
import { type Tokens, tokensFrom } from "../tokens.ts";
import type { IdTokenClaims } from "./id-token-claims.ts";
import type { OpenIdClient } from "./open-id-client.ts";
import { OLDEST_SECONDS, requireSoundIdToken } from "./require-sound-id-token.ts";
import { untrustedIdToken } from "./untrusted-id-token.ts";

/** Last part of the life of an ID token in which it is not used: AWS may get it after its end. */
const UNUSED = { seconds: 300, share: 0.2 };

/** The tokens that end a sign-in at an OpenID provider, or its renewal. They end when the ID token is not used any more. */
export interface OpenIdTokens extends Tokens {
  readonly idToken: Secret;
  readonly expiration: Date;
}

/**
 * The tokens in an answer whose ID token the library has accepted.
 *
 * @throws {ActasError} `access-denied`
 */
export function openIdTokensFrom(
  answer: TokenEndpointResponse,
  { clientId }: OpenIdClient,
  context: RequestContext,
  clock: Clock,
  before?: IdTokenClaims,
): OpenIdTokens {
  if (answer.id_token === undefined) throw untrustedIdToken(context, "the provider has sent none");
  const tokens = tokensFrom(answer, clock);
  const idToken = new Secret(answer.id_token);
  const { accessToken } = tokens;
  const { exp, iat } = requireSoundIdToken(idToken, { clientId, accessToken, before }, context, clock);
  const endSeconds = Math.min(exp, iat + OLDEST_SECONDS);
  const unusedSeconds = Math.min(UNUSED.seconds, (endSeconds - iat) * UNUSED.share);
  return { ...tokens, idToken, expiration: new Date((endSeconds - unusedSeconds) * 1000) };
}
