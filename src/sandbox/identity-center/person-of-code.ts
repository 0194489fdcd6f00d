import { createHash } from "node:crypto";
import type { MadeUpAws } from "../made-up-aws.ts";
import type { GivenCode } from "./identity-center.ts";
import { RestError } from "./rest-error.ts";
import type { TokenRequest } from "./token-request.ts";

/**
 * The person who gave consent for this authorization code. A code can be used once.
 *
 * @throws {RestError} `InvalidGrantException` when the code, its client, its redirect URI or its verifier is wrong
 * @see RFC 6749 section 4.1.3 and RFC 7636 section 4.6
 */
export function personOfCode(input: TokenRequest, { identityCenter, now }: MadeUpAws): GivenCode {
  const { code, codeVerifier, redirectUri, clientId } = input;
  if (code === undefined || codeVerifier === undefined || redirectUri === undefined) {
    throw new RestError("InvalidRequestException", "code, codeVerifier and redirectUri are needed");
  }
  const held = identityCenter.codes.take(code);
  const given = held && held.expiresAt > now() ? held.value : undefined;
  const challenge = createHash("sha256").update(codeVerifier).digest("base64url");
  if (given?.clientId === clientId && given.redirectUri === redirectUri && given.codeChallenge === challenge) {
    return given;
  }
  throw new RestError("InvalidGrantException", "Invalid grant provided");
}
