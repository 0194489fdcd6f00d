import type { TokenEndpointResponse } from "openid-client";
import type { Clock } from "../base/clock.ts";
import { Secret } from "../base/secret.ts";

/** The tokens that end a sign-in or a renewal. */
export interface Tokens {
  readonly accessToken: Secret;
  readonly refreshToken?: Secret;
  /** Absent: the server does not say. */
  readonly expiration?: Date;
  /** Whether the access token counts with a proof of the client's key only. @see RFC 9449 section 5 */
  readonly isBound?: true;
  /** Who has signed in, where the server says it. */
  readonly person?: string;
}

/** The tokens in an answer of the token endpoint (RFC 6749 section 5.1) that arrives now. */
export function tokensFrom(answer: TokenEndpointResponse, clock: Clock): Tokens {
  return {
    accessToken: new Secret(answer.access_token),
    ...(answer.refresh_token && { refreshToken: new Secret(answer.refresh_token) }),
    ...(answer.token_type === "dpop" && { isBound: true }),
    ...(typeof answer.person === "string" && { person: answer.person }),
    ...(answer.expires_in && { expiration: new Date(clock.now() + answer.expires_in * 1000) }),
  };
}
