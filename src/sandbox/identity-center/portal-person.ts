import type { MadeUpAws } from "../made-up-aws.ts";
import type { Person } from "../people.ts";
import { ACCOUNT_ACCESS } from "./grant-types.ts";
import { type Session, sessionOf } from "./identity-center.ts";
import type { RestCall } from "./rest-call.ts";
import { RestError } from "./rest-error.ts";

/**
 * The person whose access token a portal call has.
 *
 * @throws {RestError} `UnauthorizedException` for an expired token, `ForbiddenException` for one without the scope
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
