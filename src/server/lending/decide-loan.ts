import { inWords } from "../../base/duration.ts";
import { HttpRefusal } from "../http-refusal.ts";
import type { KnownRole, LendingMode, RoleMap } from "../roles/role-map.ts";
import type { BrokerReserve } from "./broker-reserve.ts";
import { factsOfLoan, type SentToAws } from "./facts-of-loan.ts";
import type { LoanRequest } from "./loan.ts";
import { namesForAws } from "./names-for-aws.ts";
import { judgeRules } from "./rules/judge-rules.ts";
import type { LendingRules } from "./rules/rule.ts";
import type { DecidedLoan, LendingWay } from "./ways/lending-way.ts";

export interface DecisionParts {
  readonly roles: RoleMap;
  readonly rules: LendingRules;
  /** The ways that are configured. */
  readonly ways: Readonly<Partial<Record<LendingMode, LendingWay>>>;
  readonly sent: SentToAws;
  readonly now: () => number;
  readonly reserve: BrokerReserve;
}

export interface Decision {
  readonly mode: "mint" | "broker";
  readonly way: LendingWay;
  readonly loan: DecidedLoan;
}

const LEAST_SECONDS = 900;
export const USUAL_SECONDS = 3600;

/**
 * Decides by both locks: the role's trust policy, as it was scanned, and the server's own rules. What the policy leaves
 * open depends on the call, and STS decides it.
 *
 * @param role - of the map
 * @throws {HttpRefusal} 400, 403 or 503
 */
export function decideLoan(request: LoanRequest, role: KnownRole, parts: DecisionParts): Decision {
  const { person, reason, durationSeconds: wanted } = request;
  const names = namesForAws(person, role, request);
  const facts = factsOfLoan(names, parts.sent, wanted ?? USUAL_SECONDS);
  const trust = parts.roles.judge(role, person, facts);
  if (trust.answer === "denied" || trust.answer === "not-allowed") {
    const why = trust.withheld.length > 0 ? "lets in nearly everybody" : "does not let you have it";
    throw refused(`the trust policy of ${role.name} ${why}`);
  }
  const ruled = judgeRules(parts.rules, {
    person,
    role,
    ...(reason !== undefined && { reason }),
    ...(wanted !== undefined && { durationSeconds: wanted }),
    now: parts.now(),
  });
  if (ruled.answer === "closed") throw refused(`${role.name} is not lent to you: ${ruled.why}`);
  if (ruled.answer === "needs") {
    const mayAskAgain = ruled.needs.every((need) => need === "reason" || need === "shorter");
    throw new HttpRefusal(mayAskAgain ? 400 : 403, ruled.needs[0] ?? "access_denied", `${role.name}: ${ruled.why}`);
  }
  const { mode } = trust;
  const way = parts.ways[mode];
  if (mode === "pass" || !way) {
    throw refused(`this server only lists ${role.name}: ask AWS for it with the ID token that you signed in with`);
  }
  if (mode === "broker" && parts.reserve.isStale(role)) {
    throw new HttpRefusal(
      503,
      "stale",
      `what is known of account ${role.accountId} is too old; ask who runs this server`,
    );
  }
  if (mode === "broker" && parts.reserve.isOpen(role, person, facts)) {
    throw refused(`the trust policy of ${role.name} does not ask for this server's external id`);
  }
  const durationSeconds = durationOf(wanted, role, Math.min(way.mostSeconds, ruled.rule.maxSeconds ?? way.mostSeconds));
  const { groups } = trust;
  return { mode, way, loan: { role, rule: ruled.rule, groups, durationSeconds, names, requestId: request.requestId } };
}

function durationOf(wanted: number | undefined, role: KnownRole, most: number): number {
  const longest = Math.min(most, role.maxSessionSeconds);
  if (wanted === undefined) return Math.min(USUAL_SECONDS, longest);
  if (wanted >= LEAST_SECONDS && wanted <= longest) return wanted;
  const limits = `for ${inWords(LEAST_SECONDS)} at least and ${inWords(longest)} at most`;
  throw new HttpRefusal(400, "invalid_duration", `${role.name} is lent ${limits}`);
}

function refused(message: string): HttpRefusal {
  return new HttpRefusal(403, "access_denied", message);
}
