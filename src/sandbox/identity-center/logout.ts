import { portalSession } from "./portal-person.ts";
import type { RestOperation } from "./rest-call.ts";

/**
 * Logout: ends the sign-in, its refresh token included.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_Logout.html
 */
export const logout: RestOperation = (call, aws) => {
  aws.identityCenter.sessions.delete(portalSession(call, aws));
  return undefined;
};
