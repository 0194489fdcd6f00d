import type { LendingSettings } from "../lending/lending-settings.ts";
import { expectedLoan, lentWays } from "../lending/lent-ways.ts";
import type { Person } from "../people/person.ts";
import { type AskingWay, providerOf } from "./asking-way.ts";
import type { KnownRole, RequestFactsOfRole } from "./role-map.ts";
import type { RolesSettings } from "./roles-settings.ts";

/** How a server judges trust policies, as its configuration has it. */
export interface RoleJudging {
  /** How STS can be asked, the best first. */
  readonly ways: readonly AskingWay[];
  /** What a loan to the person would be called in AWS, so that conditions on it can be judged before it is made. */
  readonly expected?: (person: Person, role: KnownRole) => RequestFactsOfRole;
  /** ARNs of roles that are lent although their policies let in nearly everybody. */
  readonly acknowledged: ReadonlySet<string>;
}

/** @param url - of the server, with a slash at its end */
export function roleJudging(
  { lending, roles: { acknowledged = [], pass } }: { readonly lending: LendingSettings; readonly roles: RolesSettings },
  url: string,
): RoleJudging {
  const passes = pass ? [{ mode: "pass" as const, provider: providerOf(pass.issuer), audience: pass.clientId }] : [];
  return {
    ways: [...lentWays(lending, url), ...passes],
    expected: expectedLoan(lending),
    acknowledged: new Set(acknowledged),
  };
}
