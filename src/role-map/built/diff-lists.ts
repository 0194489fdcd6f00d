import { byCodePoint, type Lists } from "../mozilla/python-json.ts";

/** What one list has that the other has not. */
export interface ChangedList {
  readonly name: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** What has changed between two maps of groups to roles, or of accounts to aliases; by name. */
export function diffLists(old: Lists, now: Lists): readonly ChangedList[] {
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])].toSorted(byCodePoint);
  return names.flatMap((name) => {
    const [before, after] = [new Set(old[name]), new Set(now[name])];
    const added = [...after.difference(before)].toSorted(byCodePoint);
    const removed = [...before.difference(after)].toSorted(byCodePoint);
    return added.length + removed.length > 0 ? [{ name, added, removed }] : [];
  });
}
