import type { RoleEntry } from "../../base/role-entry.ts";
import { shellWord } from "../../base/shell-word.ts";

/** A role in the form that a user types. */
export function targetWord(source: string, { name }: RoleEntry): string {
  return shellWord(`${source}:${name}`);
}

/** The same with the name of its account, for people. */
export function targetWithAccount(source: string, role: RoleEntry): string {
  const { accountName } = role;
  return accountName ? `${targetWord(source, role)} (${accountName})` : targetWord(source, role);
}
