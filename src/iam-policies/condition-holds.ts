import type { ConditionContext } from "./condition-context.ts";
import type { ConditionLine } from "./policy-grammar.ts";
import { prepareCondition } from "./prepare-condition.ts";
import type { Truth } from "./truth.ts";

/**
 * Whether a condition holds for a request.
 *
 * @param variables - absent for the version of the language that has none
 */
export function holds(line: ConditionLine, context: ConditionContext, variables: ConditionContext | undefined): Truth {
  return prepareCondition(line, variables ? "meant" : "text")(context);
}
