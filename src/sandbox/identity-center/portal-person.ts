import type { MadeUpAws } from "../made-up-aws.ts";
import type { Person } from "../people.ts";
import { ACCOUNT_ACCESS } from "./grant-types.ts";
import { type Session, sessionOf } from "./identity-center.ts";
import type { RestCall } from "./rest-call.ts";
import { RestError } from "./rest-error.ts";

/**
 * Whose sign-in the access token of a portal call is.
 *
 * @throws {RestError} `UnauthorizedException` when it has ended, `ForbiddenException` when it is for something else
 */
export function portalPerson(call: RestCall, aws: MadeUpAws): Person {
  const { person, scopes } = portalSession(call, aws);
  if (scopes.length === 0 || scopes.includes(ACCOUNT_ACCESS)) return person;
  throw new RestError("ForbiddenException", "No access");
}

/**
 * The sign-in behind a portal call.
 *
 * @throws {RestError} `UnauthorizedException`
 */
export function portalSession({ headers }: RestCall, { identityCenter, now }: MadeUpAws): Session {
  const token = headers.get("x-amz-sso_bearer_token");
  const session = sessionOf(identityCenter.accessTokens, token, identityCenter, now());
  if (session) return session;
  throw new RestError("UnauthorizedException", "Session token not found or invalid");
}
