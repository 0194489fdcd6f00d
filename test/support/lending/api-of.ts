import type { Clock } from "../../../src/base/clock.ts";
import { createApiPart } from "../../../src/server/api/api-part.ts";
import type { LendingPart } from "../../../src/server/lending/lending-part.ts";
import type { ListedRoles } from "./listed-roles.ts";
import { peopleByToken } from "./people-by-token.ts";

/** The paths that lend and list these roles, to people who are known by their tokens. */
export function apiOf({ lender, rules, reserve }: LendingPart, roles: ListedRoles, { now }: Clock) {
  const { bouncer } = peopleByToken();
  return createApiPart({ lender, rules, reserve, bouncer, roles, now });
}
