/** A role that a source lends; `list roles` receives these one by one. */
export interface RoleEntry {
  /** The part that a user types after `SOURCE:`. */
  readonly name: string;
  readonly description?: string;
  readonly accountId?: string;
  readonly accountName?: string;
}

/** The name without the account, which Identity Center's roles have in front: `ACCOUNT/ROLE`. */
export function ownName({ accountId, name }: RoleEntry): string {
  return accountId && name.startsWith(`${accountId}/`) ? name.slice(accountId.length + 1) : name;
}
