import type { Person } from "../../people/person.ts";
import type { OpenTo } from "../open-to.ts";
import type { RoleHistory } from "./role-history.ts";
import type { RoleVersion } from "./role-version.ts";

/** A version of a role, and who could take it. */
export interface ToldVersion {
  readonly version: RoleVersion;
  /** What it has changed, in words. */
  readonly changes: readonly string[];
  /** In a few words, such as `yes`, or `dev, ops`. */
  readonly who: string;
}

/**
 * The last versions, the first of them first.
 *
 * @param person - absent: the groups are told that it was open to
 * @param most - how many; absent: all
 */
export function toldHistory(
  history: RoleHistory,
  person: Person | undefined,
  most = history.versions.length,
): readonly ToldVersion[] {
  return history.versions.slice(Math.max(0, history.versions.length - most)).map((version) => ({
    version,
    changes: history.changesOf(version),
    who: whoIn(history, version, person, version.at),
  }));
}

/** Who could take the role at a time, and since which change. */
export interface ToldAt extends ToldVersion {
  /** Since which version the same could, or earlier if so many were not looked at. */
  readonly since: RoleVersion;
  readonly isSinceKnown: boolean;
  /** What that version has changed. */
  readonly sinceChanges: readonly string[];
}

/** @param at - when, for conditions on the time */
export function toldAt(
  history: RoleHistory,
  version: RoleVersion,
  { at, person }: { readonly at: Date; readonly person: Person | undefined },
): ToldAt {
  const how = (one: RoleVersion): string => whoIn(history, one, person, at);
  const { isKnown: isSinceKnown, version: since } = history.since(version, how);
  return {
    version,
    changes: history.changesOf(version),
    who: how(version),
    since,
    isSinceKnown,
    sinceChanges: history.changesOf(since),
  };
}

function whoIn(history: RoleHistory, version: RoleVersion, person: Person | undefined, at: Date): string {
  if (!person) return openInWords(history.openIn(version));
  const { explanation, usable } = history.answerFor(version, person, at);
  if (usable === "closed") return "no";
  return usable === "now" ? "yes" : `if: ${explanation?.dependsOn.join(", ")}`;
}

/** Such as `dev, ops-*`; the names are text of policies. */
function openInWords(open: OpenTo | undefined): string {
  if (!open) return "nobody";
  const { everybody, groups, subjects, withheld } = open;
  if (withheld.length > 0) return `nobody: it is withheld (${withheld.join(", ")})`;
  if (everybody === "now") return "everybody";
  const names = [
    ...(everybody === "if" ? ["everybody, if what it depends on is so"] : []),
    ...groups.map(({ dependsOn, name, usable }) => (usable === "now" ? name : `${name} (if: ${dependsOn.join(", ")})`)),
    ...subjects.map((subject) => `the person ${subject}`),
  ];
  return names.length > 0 ? names.join(", ") : "nobody by one group alone";
}
