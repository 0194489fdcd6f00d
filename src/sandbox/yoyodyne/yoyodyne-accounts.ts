import type { IdentityProvider } from "../accounts.ts";

/** The accounts of Yoyodyne. The last has no alias. */
export const ACCOUNTING = "222233334444";
export const ENGINEERING = "333344445555";
export const UNNAMED = "555566667777";

const ALIASES: Readonly<Record<string, string>> = {
  [ACCOUNTING]: "yoyodyne-accounting",
  [ENGINEERING]: "yoyodyne-engineering",
};

const NUMBERED = "3000";

/** Further accounts, for those who want many. */
export function numberedAccounts(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => NUMBERED + String(index + 1).padStart(8, "0"));
}

/** The alias of an account of Yoyodyne, if it has one. */
export function aliasOf(accountId: string): string | undefined {
  if (accountId.startsWith(NUMBERED)) return `yoyodyne-team-${accountId.slice(NUMBERED.length).replace(/^0{1,4}/, "")}`;
  return ALIASES[accountId];
}

/** What each account knows of Yoyodyne's provider. @param issuer - `http://127.0.0.1:PORT/yoyodyne` */
export function identityProviders(
  issuer: string,
  clientIds: readonly string[],
  numbered: number,
): readonly IdentityProvider[] {
  const accounts = [ACCOUNTING, ENGINEERING, UNNAMED, ...numberedAccounts(numbered)];
  return accounts.map((accountId) => ({ accountId, url: issuer, clientIds }));
}
