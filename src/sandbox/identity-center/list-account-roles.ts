import { listPage } from "./list-page.ts";
import { portalPerson } from "./portal-person.ts";
import type { RestOperation } from "./rest-call.ts";
import { RestError } from "./rest-error.ts";

/**
 * ListAccountRoles: the permission sets that the person has in one account.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_ListAccountRoles.html
 */
export const listAccountRoles: RestOperation = (call, aws) => {
  const person = portalPerson(call, aws);
  const accountId = call.query.get("account_id");
  if (!accountId) throw new RestError("InvalidRequestException", "account_id is needed");
  const roles = aws.identityCenter.directory.rolesOf(person.id, accountId);
  if (roles.length === 0) throw new RestError("ForbiddenException", "No access");
  const { page, nextToken } = listPage(roles, call.query);
  return { ...(nextToken && { nextToken }), roleList: page.map((roleName) => ({ roleName, accountId })) };
};
