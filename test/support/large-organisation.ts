import { refusal, ScriptedIdentityCenter } from "./scripted-identity-center.ts";

const PAGE_SIZE = 100;

/** The size of an organisation, and the latency and call limit of its portal. */
interface Organisation {
  readonly accounts: number;
  readonly rolesEach: number;
  readonly latencyMs?: number;
  /** Whether the portal answers one more call, when so many run with it. */
  readonly accepts?: (atOnce: number) => boolean;
}

/** A portal with many accounts in an arbitrary order. */
export function largeOrganisation({
  accounts,
  rolesEach,
  latencyMs = 0,
  accepts = () => true,
}: Organisation): ScriptedIdentityCenter {
  const accountList = Array.from({ length: accounts }, (_, index) => {
    const accountId = String(100_000_000_000 + ((index * 7919) % 999_983));
    return { accountId, accountName: `account-${index}`, emailAddress: `account-${index}@example.com` };
  });
  let atOnce = 0;
  const inTime = async (answer: unknown): Promise<unknown> => {
    const isAccepted = accepts(++atOnce);
    await Bun.sleep(latencyMs);
    atOnce--;
    return isAccepted ? answer : refusal("TooManyRequestsException", 429);
  };
  return new ScriptedIdentityCenter({
    ListAccounts: ({ query }) => {
      const from = Number(query.next_token ?? 0);
      const next = from + PAGE_SIZE;
      const page = { accountList: accountList.slice(from, next), nextToken: next < accounts ? String(next) : null };
      return inTime(page);
    },
    ListAccountRoles: ({ query }) => {
      const roleList = Array.from({ length: rolesEach }, (_, index) => ({
        accountId: query.account_id,
        roleName: `Role${rolesEach - index}`,
      }));
      return inTime({ roleList });
    },
  });
}
