import { covers, isAbout, type RuledRequest } from "./judge-rules.ts";
import type { AllowRule, DenyRule, LendingRules } from "./rule.ts";

/** A role as rules see it. */
export type RuledRole = RuledRequest["role"];

/** What a rule comes to among the roles that there are. */
export interface ExpandedRule {
  readonly place: string;
  readonly effect: "allow" | "deny";
  /** Empty: everybody. */
  readonly groups: readonly string[];
  /** How many roles it is about. */
  readonly matches: number;
  /** How many of them another set of rules does not open to all of the groups, or does not close to them. */
  readonly changes: number;
  /** `ACCOUNT/PATH/NAME`, the first of them. */
  readonly some: readonly string[];
}

const SHOWN = 20;

/**
 * Says of each rule which roles it is about, so that a pattern that fits more than was meant is seen before it counts.
 *
 * @param before - rules that count until then; absent: nothing is compared
 */
export function expandRules(
  rules: LendingRules,
  roles: Iterable<RuledRole>,
  before?: LendingRules,
): readonly ExpandedRule[] {
  const all: readonly (AllowRule | DenyRule)[] = [...rules.allow, ...rules.deny];
  const found = all.map((rule) => ({ rule, matches: 0, changes: 0, some: [] as string[] }));
  for (const role of roles) {
    for (const one of found) {
      if (!isMeant(rules, one.rule, role)) continue;
      one.matches++;
      const isNew = before !== undefined && hasChanged(one.rule, role, before);
      if (isNew) one.changes++;
      if (one.some.length < SHOWN) one.some.push(`${role.accountId}${role.path}${role.name}`);
    }
  }
  return found.map(({ rule: { effect, groups = [], place }, ...counts }) => ({ place, effect, groups, ...counts }));
}

/** Whether members of a group, and of no other, may have a role, with a reason, at the right hour. */
export function isOpenTo(rules: LendingRules, group: string, role: RuledRole): boolean {
  const isDenied = rules.deny.some((rule) => (rule.groups?.includes(group) ?? true) && covers(rule, role));
  return !isDenied && rules.allow.some((rule) => rule.groups.includes(group) && isAbout(rules, rule, role));
}

function isMeant(rules: LendingRules, rule: AllowRule | DenyRule, role: RuledRole): boolean {
  return rule.effect === "allow" ? isAbout(rules, rule, role) : covers(rule, role);
}

function hasChanged({ effect, groups }: AllowRule | DenyRule, role: RuledRole, before: LendingRules): boolean {
  const known = groups ?? [...new Set(before.allow.flatMap((rule) => rule.groups))];
  return known.some((group) => isOpenTo(before, group, role) !== (effect === "allow"));
}
