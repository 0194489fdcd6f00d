import { parseRoleArn } from "../../base/arn.ts";
import { HttpRefusal } from "../http-refusal.ts";
import type { AccountNames } from "./account-names.ts";
import { type MapAccount, roleIn } from "./map-account.ts";
import type { KnownRole } from "./role-map.ts";

const MOST_CHARACTERS = 2048;

/**
 * The scanned role that a text means. What comes back is made of what the map holds, and never of the text.
 *
 * @param text - from anybody: an ARN, or `ACCOUNT/NAME` with or without the role's path, where the account is an id, a
 *   name of the organization's list or an alias
 * @throws {HttpRefusal} 400 if it may mean several
 */
export function findRole(text: string, accounts: AccountNames): KnownRole | undefined {
  if (text.length > MOST_CHARACTERS) return undefined;
  const arn = parseRoleArn(text);
  if (arn) {
    const account = accounts.byId(arn.accountId);
    const role = account && roleIn(account, arn.roleName);
    return role?.arn === text ? role : undefined;
  }
  const found = new Map<string, KnownRole>();
  for (let slash = text.indexOf("/"); slash > 0; slash = text.indexOf("/", slash + 1)) {
    const rest = text.slice(slash + 1);
    const account = accounts.find(text.slice(0, slash));
    const role = account && roleOfAccount(account, rest);
    if (role) found.set(role.arn, role);
  }
  if (found.size > 1) {
    throw new HttpRefusal(400, "ambiguous_role", "it may mean several roles: write the account's id, or the ARN");
  }
  return found.values().next().value;
}

/** By its name, or by its path and name. */
function roleOfAccount(account: MapAccount, text: string): KnownRole | undefined {
  const slash = text.lastIndexOf("/");
  const role = roleIn(account, text.slice(slash + 1));
  return slash < 0 || role?.path === `/${text.slice(0, slash + 1)}` ? role : undefined;
}
