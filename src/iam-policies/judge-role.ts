import { type ConditionContext, conditionContext, type JudgedUser } from "./condition-context.ts";
import { type Glob, literal } from "./glob.ts";
import { bestOf, type Finding, type Judgement } from "./judgement.ts";
import type { Permissions } from "./permissions.ts";
import { appliesTo, type PlacedStatement } from "./statement.ts";
import { allOf, anyOf, not, type Truth } from "./truth.ts";

/**
 * Whether a user's own policies let the user assume a role: one allows it, so does the permissions boundary, and none
 * denies it. Neither the role's trust policy nor a policy of the organization is judged.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function judgeRole(roleArn: string, user: JudgedUser, permissions: Permissions): Judgement {
  const role = literal(roleArn);
  const accountId = roleArn.split(":")[4] ?? "";
  return bestOf((signedWith) => finding(role, conditionContext(user, signedWith, accountId), permissions));
}

function finding(role: Glob, context: ConditionContext, permissions: Permissions): Finding {
  const { allows, boundaryAllows, denies, unread, unreadBoundary } = permissions;
  const some = (statements: readonly PlacedStatement[], others: readonly Truth[]): Truth =>
    anyOf([...statements.map((one) => appliesTo(one, role, context)), ...others]);
  const isDenied = some(denies, [...unread, ...unreadBoundary]);
  const isAllowed = [some(allows, unread), boundaryAllows ? some(boundaryAllows, unreadBoundary) : "yes"];
  return { truth: allOf([not(isDenied), ...isAllowed]), limits: [], isDenied: isDenied === "yes" };
}
