import { ownName, type RoleEntry } from "../../base/role-entry.ts";

/** Which roles of a list are wanted; each part narrows it further. Case does not matter. */
export interface RoleFilter {
  /** A part of the account's number or name. */
  readonly account?: string;
  /** A part of the role's name. */
  readonly role?: string;
  /** Words that are all somewhere in what is known of it. */
  readonly search?: string;
}

/** Whether a list that is empty says nothing of what there is. */
export function isNarrow(filter: RoleFilter): boolean {
  return Object.keys(filter).length > 0;
}

/** Whether a role is wanted. */
export function isWanted({ account, role, search }: RoleFilter, source: string, entry: RoleEntry): boolean {
  const { accountId = "", accountName = "", description = "", name } = entry;
  return (
    (account === undefined || has(`${accountId}\n${accountName}`, account)) &&
    (role === undefined || has(ownName(entry), role)) &&
    hasAll(`${source}:${name}\n${accountName}\n${description}`, search)
  );
}

/** Whether a text has all words of a search. */
export function hasAll(text: string, search = ""): boolean {
  return search.split(/\s+/).every((word) => has(text, word));
}

function has(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase());
}
