import type { MadeUpAws } from "../made-up-aws.ts";
import { type Session, sessionOf } from "./identity-center.ts";
import { RestError } from "./rest-error.ts";
import type { TokenRequest } from "./token-request.ts";

/**
 * The session of a refresh token, if it is this client's and still valid.
 *
 * @throws {RestError} `InvalidGrantException`
 */
export function renewedSession({ refreshToken, clientId }: TokenRequest, aws: MadeUpAws): Session {
  const { identityCenter } = aws;
  const session = sessionOf(identityCenter.refreshTokens, refreshToken, identityCenter, aws.now());
  if (session?.clientId === clientId) return session;
  throw new RestError("InvalidGrantException", "Invalid refresh token provided");
}
