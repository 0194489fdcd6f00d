import { listPage } from "./list-page.ts";
import { portalPerson } from "./portal-person.ts";
import type { RestOperation } from "./rest-call.ts";

/**
 * ListAccounts: the accounts in which the person has a permission set.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_ListAccounts.html
 */
export const listAccounts: RestOperation = (call, aws) => {
  const person = portalPerson(call, aws);
  const { page, nextToken } = listPage(aws.identityCenter.directory.accountsOf(person.id), call.query);
  return { ...(nextToken && { nextToken }), accountList: page };
};
