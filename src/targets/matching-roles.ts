import { nearestName } from "../base/nearest-name.ts";
import { displayName, listedName, ownName, type RoleEntry } from "../base/role-entry.ts";

/** The number of an account. Whoever names accounts can give one the number of another, so it is never a name. */
const NUMBER = /^\d{12}$/;

/**
 * The roles that a user may mean by an ARN, by `ACCOUNT/ROLE`, or by a part of either; case does not matter. `ACCOUNT` is a number
 * or a name. Names that equal the typed text come before names that only contain it.
 */
export function matchingRoles(typed: string, all: readonly RoleEntry[]): readonly RoleEntry[] {
  const roles = all.filter(isInAccountOf(typed));
  const wanted = folded(typed);
  const listed = listedName(typed);
  const same = roles.filter(({ name }) => name === typed || name === listed);
  if (same.length > 0) return same;
  const whole = roles.filter((role) => spellings(role).includes(wanted));
  return whole.length > 0 ? whole : roles.filter((role) => hasParts(role, wanted));
}

/**
 * Text that begins with the number of an account, or with an ARN, means no other account. The name of another one, which
 * its own administrators can choose, may begin in the same way.
 */
function isInAccountOf(typed: string): (role: RoleEntry) => boolean {
  const [, number = ACCOUNT_IN_FRONT.exec(typed)?.[1]] = ACCOUNT_IN_ARN.exec(typed) ?? [];
  return ({ accountId }) => number === undefined || accountId === undefined || accountId === number;
}

const ACCOUNT_IN_FRONT = /^(\d{12})(?!\d)/;
const ACCOUNT_IN_ARN = /^arn:[^:]*:[^:]*:[^:]*:(\d{12})(?!\d)/i;

/** The role whose name is most similar to a misspelt one. */
export function nearestRole(typed: string, roles: readonly RoleEntry[]): RoleEntry | undefined {
  const wanted = folded(typed);
  const account = wanted.slice(0, Math.max(wanted.lastIndexOf("/"), 0));
  const there = account ? roles.filter((role) => spellings(role).some((name) => name.startsWith(`${account}/`))) : [];
  const among = there.length > 0 ? there : roles;
  const nearest = nearestName(wanted, new Set(among.flatMap(spellings)));
  if (nearest === undefined) return inNearestAccount(account, wanted.slice(account.length + 1), roles);
  return among.find((role) => spellings(role).includes(nearest));
}

/** Only the account may be misspelt, and the rest may be a part of a role's name. */
function inNearestAccount(account: string, rest: string, roles: readonly RoleEntry[]): RoleEntry | undefined {
  if (account === "") return undefined;
  const accounts = new Set(roles.map((role) => folded(partsOf(role).account ?? "")).filter(Boolean));
  const nearest = nearestName(account, accounts);
  return nearest === undefined ? undefined : matchingRoles(`${nearest}/${rest}`, roles)[0];
}

/**
 * The names of a role: the one by which the source lends it, the one with the name of its account, the same without the
 * path that a role may have, and both in one word.
 */
function spellings(role: RoleEntry): readonly string[] {
  const { account, permissionSet } = partsOf(role);
  const named =
    account === undefined
      ? []
      : [`${account}/${permissionSet}`, `${account}/${permissionSet.slice(permissionSet.lastIndexOf("/") + 1)}`];
  return [role.name, ...named, ...(role.accountId === undefined ? [] : [displayName(role)])].map(folded);
}

/** Splits at the last slash: the name of an account may have slashes, that of a permission set has none. */
function hasParts(role: RoleEntry, wanted: string): boolean {
  const slash = wanted.lastIndexOf("/");
  if (role.accountId === undefined || slash < 0) return spellings(role).some((name) => name.includes(wanted));
  const { account = "", permissionSet } = partsOf(role);
  const [wantedAccount, wantedRole] = [wanted.slice(0, slash), wanted.slice(slash + 1)];
  const isAccount = NUMBER.test(wantedAccount)
    ? role.accountId === wantedAccount
    : [role.accountId, folded(account)].some((name) => name.includes(wantedAccount));
  return isAccount && folded(permissionSet).includes(wantedRole);
}

function partsOf(role: RoleEntry): { readonly account?: string; readonly permissionSet: string } {
  const { accountId, accountName } = role;
  const isName = accountId && accountName && !NUMBER.test(accountName);
  return { ...(isName && { account: accountName }), permissionSet: ownName(role) };
}

/** Removes differences of case and of Unicode form, so that spellings of one name are equal. */
function folded(text: string): string {
  return text.normalize("NFC").toLowerCase();
}
