import { type ConditionContext, conditionContext, type JudgedUser } from "./condition-context.ts";
import { type Glob, textOf } from "./glob.ts";
import { bestOf, type Finding, type Judgement } from "./judgement.ts";
import type { Permissions } from "./permissions.ts";
import { conditionsOf, countsIn, expandedResources, type PlacedStatement, reachOf } from "./statement.ts";
import { allOf, doubted, not, unknown } from "./truth.ts";

/**
 * Whether a user may assume the roles that a pattern of an `Allow` matches. What holds for some of them only is said as
 * a limit.
 */
export function judgePattern(
  pattern: Glob,
  allow: PlacedStatement,
  user: JudgedUser,
  permissions: Permissions,
): Judgement {
  const { boundaryAllows, denies, unread, unreadBoundary } = permissions;
  return bestOf((signedWith) => {
    const context = conditionContext(user, signedWith);
    const findings = [
      ...denies.map((deny) => denied(pattern, deny, context)),
      ...(boundaryAllows && unreadBoundary.length === 0 ? [withinBoundary(pattern, boundaryAllows, context)] : []),
    ];
    const truths = findings.map(({ truth }) => truth);
    return {
      isDenied: findings.some(({ isDenied }) => isDenied),
      truth: allOf([conditionsOf(allow, context), ...[...unread, ...unreadBoundary].map(not), ...truths]),
      limits: findings.flatMap(({ limits }) => limits),
    };
  });
}

const NO_LIMIT: Finding = { truth: "yes", limits: [], isDenied: false };

function denied(pattern: Glob, deny: PlacedStatement, context: ConditionContext): Finding {
  const isDenied = countsIn(deny, context);
  const reach = reachOf(deny, pattern, context);
  if (isDenied === "no" || reach === "none") return NO_LIMIT;
  if (reach === "all") return { truth: not(isDenied), limits: [], isDenied: isDenied === "yes" };
  const when = typeof isDenied === "string" ? "" : `, depending on ${isDenied.dependsOn.join(", ")}`;
  return { ...NO_LIMIT, limits: [`${deny.policy.name} denies ${resourcesOf(deny, context)}${when}`] };
}

/** A boundary that allows some of the roles, or allows them under conditions, is a limit. */
function withinBoundary(pattern: Glob, allows: readonly PlacedStatement[], context: ConditionContext): Finding {
  const those = allows
    .map((allow) => ({ allow, holds: countsIn(allow, context), reach: reachOf(allow, pattern, context) }))
    .filter(({ holds, reach }) => holds !== "no" && reach !== "none");
  if (those.some(({ holds, reach }) => holds === "yes" && reach === "all")) return NO_LIMIT;
  if (those.length === 0) return { ...NO_LIMIT, truth: "no" };
  const doubts = those.flatMap(({ holds }) => (typeof holds === "string" ? [] : holds.dependsOn));
  const isSure = those.some(({ holds }) => holds === "yes");
  const limits = those
    .filter(({ reach }) => reach === "some")
    .map(({ allow }) => `${allow.policy.name} allows only ${resourcesOf(allow, context)}`);
  return { ...NO_LIMIT, truth: isSure ? "yes" : doubted(unknown(), doubts), limits };
}

function resourcesOf(placed: PlacedStatement, context: ConditionContext): string {
  const texts = expandedResources(placed, context).map(({ glob }) => textOf(glob));
  return placed.statement.resources.meant === "these" ? texts.join(", ") : `all but ${texts.join(", ")}`;
}
