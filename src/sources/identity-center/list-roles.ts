import { PortalRefusal } from "../../aws/identity-center/portal-refusal.ts";
import type { AccountsPage, SsoAccount, SsoPortal } from "../../aws/identity-center/sso-portal.ts";
import { type BackOffTools, PacedCalls } from "../../aws/paced-calls.ts";
import type { RoleEntry } from "../../base/role-entry.ts";

/** An account whose roles are asked for. */
interface Asked {
  readonly account: SsoAccount;
  /** Absent until the answer comes. */
  entries?: readonly RoleEntry[];
}

/**
 * All roles of the user, by account id and name, reported account after account as they become known. The roles of an
 * account are asked for while other accounts still come.
 */
export async function listRoles(
  portal: SsoPortal,
  report: (roles: readonly RoleEntry[]) => void,
  tools?: BackOffTools,
): Promise<void> {
  const calls = new PacedCalls(tools);
  await calls.during(async () => {
    const asked: Asked[] = [];
    let isOrderKnown = false;
    let reported = 0;
    const reportWhatIsNext = (): void => {
      const entries: RoleEntry[] = [];
      for (let next = asked[reported]; isOrderKnown && next?.entries; next = asked[++reported]) {
        entries.push(...next.entries);
      }
      if (entries.length > 0) report(entries);
    };
    const ask = async (one: Asked): Promise<void> => {
      const names = await calls.call(() => rolesIn(one.account, portal), "in turn");
      one.entries = entriesOf(one.account, names);
      reportWhatIsNext();
    };

    const answers: Promise<void>[] = [];
    const askForPage = (token?: string): Promise<AccountsPage> => calls.call(() => portal.accountsPage(token), "next");
    let page: AccountsPage | undefined = await askForPage();
    while (page) {
      // Asked for before the roles: nothing can be reported until the last page has come.
      const next: Promise<AccountsPage> | undefined = page.nextToken ? askForPage(page.nextToken) : undefined;
      const ofPage = page.accounts.map((account): Asked => ({ account }));
      asked.push(...ofPage);
      answers.push(...ofPage.map(ask));
      page = await next;
    }
    asked.sort((a, b) => compare(a.account.accountId, b.account.accountId));
    isOrderKnown = true;
    reportWhatIsNext();
    await Promise.all(answers);
  });
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
