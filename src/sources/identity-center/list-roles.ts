import { PortalRefusal } from "../../aws/portal-refusal.ts";
import type { SsoAccount, SsoPortal } from "../../aws/sso-portal.ts";
import type { RoleEntry } from "../../base/role-entry.ts";
import { type BackOffTools, forEachWithBackOff } from "./for-each-with-back-off.ts";

/** All roles of the user, by account id and name, reported account after account as they become known. */
export async function listRoles(
  portal: SsoPortal,
  report: (roles: readonly RoleEntry[]) => void,
  tools?: BackOffTools,
): Promise<void> {
  const accounts = (await portal.accounts()).sort((a, b) => compare(a.accountId, b.accountId));
  await forEachWithBackOff(
    accounts,
    async (account) => entriesOf(account, await rolesIn(account, portal)),
    (entries) => report(entries.flat()),
    tools,
  );
}

/** An account that the user has just lost has no roles. */
async function rolesIn({ accountId }: SsoAccount, portal: SsoPortal): Promise<string[]> {
  try {
    return await portal.accountRoles(accountId);
  } catch (error) {
    if (error instanceof PortalRefusal && ["forbidden", "not-found"].includes(error.reason)) return [];
    throw error;
  }
}

function entriesOf({ accountId, accountName, emailAddress }: SsoAccount, roleNames: readonly string[]): RoleEntry[] {
  const description = [accountName, emailAddress && `(${emailAddress})`].filter(Boolean).join(" ");
  return roleNames.toSorted(compare).map((roleName) => ({
    name: `${accountId}/${roleName}`,
    accountId,
    ...(description && { description }),
    ...(accountName && { accountName }),
  }));
}

/** By code points: the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
