import type { ConditionContext } from "./condition-context.ts";
import { type Expanded, expand } from "./expand-variables.ts";
import { covers, type Glob, hasWildcard, mayOverlap, segments } from "./glob.ts";
import { ARN_PARTS, matchesArn } from "./matches-arn.ts";
import type { ReadPolicy, Statement } from "./policy-document.ts";
import { prepareCondition } from "./prepare-condition.ts";
import { allOf, anyOf, doubted, not, type Truth, unknown } from "./truth.ts";

/** A statement with the policy that it is in. */
export interface PlacedStatement {
  readonly policy: ReadPolicy;
  readonly statement: Statement;
}

/** How much of what a pattern matches a statement is about. */
export type Reach = "all" | "some" | "none";

/** Whether a statement about AssumeRole applies to one role. */
export function appliesTo(placed: PlacedStatement, role: Glob, context: ConditionContext): Truth {
  const { patterns, meant } = placed.statement.resources;
  const expanded = patterns.map((text) => ({ text, ...expand(text, variablesOf(placed, context)) }));
  const isListed = anyOf(expanded.map(({ glob, open, text }) => doubtedMatch(matchesArn(glob, role, text), open)));
  const open = expanded.flatMap((one) => one.open);
  const isMeant = meant === "these" ? isListed : not(isListed);
  return allOf([isMeant === "no" && meant === "these" ? "no" : doubted(isMeant, open), conditionsOf(placed, context)]);
}

/** Whether all conditions of a statement hold. */
export function conditionsOf({ policy, statement }: PlacedStatement, context: ConditionContext): Truth {
  return allOf(statement.conditions.map((line) => prepareCondition(line, policy.variables)(context)));
}

/** Whether a statement counts for all that its resources match: its conditions hold, and its variables have values. */
export function countsIn(placed: PlacedStatement, context: ConditionContext): Truth {
  const open = expandedResources(placed, context).flatMap((one) => one.open);
  return doubted(conditionsOf(placed, context), open);
}

/** How much of what a pattern matches the resources of a statement are. Where that is not clear, it is some. */
export function reachOf(placed: PlacedStatement, pattern: Glob, context: ConditionContext): Reach {
  const listed = listedReach(expandedResources(placed, context), pattern);
  if (placed.statement.resources.meant === "these" || listed === "some") return listed;
  return listed === "all" ? "none" : "all";
}

/** The resources of a statement, with values in place of variables. */
export function expandedResources(placed: PlacedStatement, context: ConditionContext): readonly Expanded[] {
  return placed.statement.resources.patterns.map((text) => expand(text, variablesOf(placed, context)));
}

function variablesOf({ policy }: PlacedStatement, context: ConditionContext): ConditionContext | undefined {
  return policy.variables === "meant" ? context : undefined;
}

/** What does not match whatever the variable stands for does not match. */
function doubtedMatch(truth: Truth, open: readonly string[]): Truth {
  return truth === "no" || open.length === 0 ? truth : unknown(...open);
}

function listedReach(listed: readonly Expanded[], pattern: Glob): Reach {
  if (listed.some(({ glob, open }) => open.length === 0 && isPlain(glob) && covers(glob, pattern))) return "all";
  return listed.some(({ glob }) => mayOverlap(glob, pattern)) ? "some" : "none";
}

/** Whether there is one way to read a pattern. */
function isPlain(glob: Glob): boolean {
  const parts = segments(glob);
  if (parts.length === 1) return hasWildcard(glob);
  return parts.length === ARN_PARTS;
}
