import { printable } from "../../base/printable.ts";
import { listedName } from "../../base/role-entry.ts";
import { judgeRules } from "../lending/rules/judge-rules.ts";
import type { LendingRules } from "../lending/rules/rule.ts";
import type { Person } from "../people/person.ts";
import type { RoleAnswer, RoleMap } from "../roles/role-map.ts";

/** A role in a list: what Mairu reads, and for others whether it can be had. */
export interface OfferedRole {
  /** What `POST /assume-role` takes. */
  readonly Name: string;
  readonly Description: string;
  readonly Arn: string;
  readonly AccountId: string;
  readonly AccountName?: string;
  /** `if`: once what is in `Needs` is there. `no`: whatever one does, for the reason in `Why`. */
  readonly Usable: "now" | "if" | "no";
  /** `reason`, `hours`, `browser-sign-in`, or a condition key that AWS will decide by. */
  readonly Needs?: readonly string[];
  readonly Why?: string;
}

/**
 * How a role is offered to a person, by both locks. Texts that the owner of an account has chosen are data: nothing
 * invisible gets through, and the account is called as its organisation calls it.
 */
export function offeredRole(
  { role, answer, mode, dependsOn }: RoleAnswer,
  person: Person,
  { roles, rules, now }: { readonly roles: RoleMap; readonly rules: LendingRules; readonly now: number },
): OfferedRole {
  const { arn, accountId, accountName } = role;
  const listed = listedName(arn);
  const shown = {
    Name: roles.find(listed)?.arn === arn ? listed : arn,
    Arn: arn,
    AccountId: accountId,
    ...(accountName && { AccountName: printable(accountName) }),
  };
  const account = printable(accountName ?? accountId);
  const offered = (Usable: OfferedRole["Usable"], Needs: readonly string[], Why?: string): OfferedRole => ({
    ...shown,
    Description: Why ? `${account}: ${Why}` : account,
    Usable,
    ...(Needs.length > 0 && { Needs }),
    ...(Why && { Why }),
  });
  if (mode === "pass") return offered("no", [], "this server only lists it");
  if (answer === "denied" || answer === "not-allowed")
    return offered("no", [], "its trust policy does not let you have it");
  const ruled = judgeRules(rules, { person, role, now });
  if (ruled.answer === "closed") return offered("no", [], ruled.why);
  if (ruled.answer === "needs") return offered("if", [...ruled.needs, ...dependsOn], ruled.why);
  if (answer === "allowed") return offered("now", []);
  return offered("if", dependsOn, `AWS decides by ${dependsOn.join(", ") || "the request"}`);
}
