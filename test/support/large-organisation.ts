import { refusal, ScriptedIdentityCenter } from "./scripted-identity-center.ts";

const PAGE_SIZE = 100;

/** The size of an organisation, and the latency and call limit of its portal. */
interface Organisation {
  readonly accounts: number;
  readonly rolesEach: number;
  readonly latencyMs?: number;
  /** The portal refuses more calls than this at once. */
  readonly mostAtOnce?: number;
  /** Gets the number of current calls at each call. */
  readonly onCall?: (atOnce: number) => void;
}

/** A portal with many accounts in an arbitrary order. */
export function largeOrganisation({
  accounts,
  rolesEach,
  latencyMs = 0,
  mostAtOnce = Number.POSITIVE_INFINITY,
  onCall,
}: Organisation): ScriptedIdentityCenter {
  const accountList = Array.from({ length: accounts }, (_, index) => {
    const accountId = String(100_000_000_000 + ((index * 7919) % 999_983));
    return { accountId, accountName: `account-${index}`, emailAddress: `account-${index}@example.com` };
  });
  let atOnce = 0;
  const inTime = async (answer: unknown): Promise<unknown> => {
    const isTooMany = ++atOnce > mostAtOnce;
    onCall?.(atOnce);
    await Bun.sleep(latencyMs);
    atOnce--;
    return isTooMany ? refusal("TooManyRequestsException", 429) : answer;
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
