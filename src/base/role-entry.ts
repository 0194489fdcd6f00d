/** A role that a source lends; `list roles` receives these one by one. */
export interface RoleEntry {
  /** The part that a user types after `SOURCE:`. */
  readonly name: string;
  readonly description?: string;
  readonly accountId?: string;
  readonly accountName?: string;
  /** Where the source knows it. */
  readonly roleArn?: string;
}

/** The name of a role and its account in one word: `ALIAS-ROLE`, without the role's path. */
export function displayName(role: RoleEntry): string {
  const { accountId, accountName = "" } = role;
  const own = ownName(role);
  // Whoever names accounts can give one the number of another.
  const account = accountName === "" || /^\d{12}$/.test(accountName) ? accountId : accountName;
  return [account, own.slice(own.lastIndexOf("/") + 1)].filter(Boolean).join("-");
}

/** The name by which a role is listed: `ACCOUNT/ROLE`, with its path; its ARN in another partition than AWS's first. */
export function listedName(roleArn: string): string {
  const [, accountId, path] = /^arn:aws:iam::(\d{12}):role\/(.+)$/s.exec(roleArn) ?? [];
  return accountId && path ? `${accountId}/${path}` : roleArn;
}

/** The name without the account, which Identity Center's roles have in front: `ACCOUNT/ROLE`. */
export function ownName({ accountId, name }: RoleEntry): string {
  return accountId && name.startsWith(`${accountId}/`) ? name.slice(accountId.length + 1) : name;
}
