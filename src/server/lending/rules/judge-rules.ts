import type { Person } from "../../people/person.ts";
import type { KnownRole } from "../../roles/role-map.ts";
import { hoursInWords, isWithin } from "./hours.ts";
import { coversRole, matchesRole } from "./role-pattern.ts";
import type { AllowRule, DenyRule, LendingRules, RulesOfRole } from "./rule.ts";

/** What of a request rules look at. */
export interface RuledRequest {
  readonly person: Pick<Person, "groups" | "via">;
  readonly role: Pick<KnownRole, "accountId" | "path" | "name">;
  readonly reason?: string;
  /** Absent: as long as it is lent by default. */
  readonly durationSeconds?: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** What is missing, in one word for programs. The first can be supplied with the request, the others not. */
export type Need = "reason" | "shorter" | "hours" | "browser-sign-in" | "group";

/** `lend`: by which rule. Otherwise what is in the way: what would be enough, or nothing. */
export type RuleAnswer =
  | { readonly answer: "lend"; readonly rule: AllowRule }
  | { readonly answer: "needs"; readonly needs: readonly Need[]; readonly why: string }
  | { readonly answer: "closed"; readonly why: string };

/**
 * Judges a request by the server's rules: a rule that denies wins, and the first of the others that fits in everything
 * lends. What fits nowhere is refused.
 */
export function judgeRules(rules: LendingRules, request: RuledRequest): RuleAnswer {
  return judgeBy(rulesAbout(rules, request.role), request);
}

/** The same for all roles that the same rules are about. */
export function judgeBy(
  { allow: about, deny, isForAdministrators: isForThem }: RulesOfRole,
  request: Omit<RuledRequest, "role">,
): RuleAnswer {
  const denial = deny.find(({ groups }) => groups === undefined || isMember(groups, request.person));
  if (denial) return { answer: "closed", why: `${denial.place} denies it` };
  const open = about.filter((rule) => isMember(rule.groups, request.person));
  const lacks = open.map((rule) => lacking(rule, request, isForThem));
  const fitting = open.find((_, at) => lacks[at]?.length === 0);
  if (fitting) return { answer: "lend", rule: fitting };
  const [least] = lacks.toSorted((one, other) => one.length - other.length);
  if (!least) return { answer: "closed", why: missingGroup(about) };
  return { answer: "needs", needs: least.map(({ need }) => need), why: least.map(({ why }) => why).join("; ") };
}

/** The rules that are about a role, whoever asks. */
export function rulesAbout(rules: LendingRules, role: RuledRequest["role"]): RulesOfRole {
  return {
    allow: rules.allow.filter((rule) => isAbout(rules, rule, role)),
    deny: rules.deny.filter((rule) => covers(rule, role)),
    isForAdministrators: isForAdministrators(rules, role),
  };
}

/** Whether a rule is about a role at all, whoever asks. Of administrators' roles, only if it names role and account. */
export function isAbout(rules: LendingRules, rule: AllowRule, role: RuledRequest["role"]): boolean {
  if (rule.accounts && !rule.accounts.includes(role.accountId)) return false;
  const matching = rule.roles.filter((pattern) => matchesRole(pattern, role));
  if (!isForAdministrators(rules, role)) return matching.length > 0;
  return rule.accounts !== undefined && matching.some(({ isExact }) => isExact);
}

/** Whether a rule that denies is about a role, whoever asks. */
export function covers({ accounts, roles }: DenyRule, role: RuledRequest["role"]): boolean {
  const isThere = accounts === undefined || accounts.includes(role.accountId);
  return isThere && roles.some((pattern) => coversRole(pattern, role));
}

function isForAdministrators({ administrators }: LendingRules, role: RuledRequest["role"]): boolean {
  return administrators.some((pattern) => coversRole(pattern, role));
}

interface Lack {
  readonly need: Need;
  readonly why: string;
}

function lacking(rule: AllowRule, request: Omit<RuledRequest, "role">, isForThem: boolean): readonly Lack[] {
  const { person, reason, durationSeconds, now } = request;
  const device = rule.deviceSignIn ?? (isForThem ? "refused" : "allowed");
  const lacks: Lack[] = [];
  if (person.via === "device" && device === "refused")
    lacks.push({ need: "browser-sign-in", why: "it is not lent to who signed in with a code: sign in with a browser" });
  if (rule.hours && !isWithin(rule.hours, now))
    lacks.push({ need: "hours", why: `it is lent ${hoursInWords(rule.hours)}` });
  if (rule.reason === "needed" && !reason?.trim()) lacks.push({ need: "reason", why: "a reason is needed" });
  if (rule.maxSeconds !== undefined && (durationSeconds ?? 0) > rule.maxSeconds)
    lacks.push({ need: "shorter", why: `it is lent for ${rule.maxSeconds} seconds at most` });
  return lacks;
}

function isMember(groups: readonly string[], person: RuledRequest["person"]): boolean {
  return person.groups.some((group) => groups.includes(group));
}

function missingGroup(about: readonly AllowRule[]): string {
  const groups = [...new Set(about.flatMap((rule) => rule.groups))];
  if (groups.length === 0) return "no rule of this server lends it";
  const some = groups.slice(0, 3).join(" or ");
  return `you are not in the group ${some}${groups.length > 3 ? " or another that may have it" : ""}`;
}
