import type { ConditionContext, ContextValue } from "../iam-policies/condition-context.ts";
import { isAbout } from "../iam-policies/is-about.ts";
import type { ConditionLine, VariablesIn } from "../iam-policies/policy-grammar.ts";
import { prepareCondition } from "../iam-policies/prepare-condition.ts";
import { allOf, anyOf, not, type Truth, unknown } from "../iam-policies/truth.ts";
import { isMeant } from "./is-meant.ts";
import type { TrustPolicy, TrustStatement, UnreadStatement } from "./trust-policy.ts";
import type { TrustQuestion } from "./trust-question.ts";

/**
 * `allowed`: as far as the trust policy says; a policy of the organization may still refuse. `not-allowed`: no statement
 * allows it. `denied`: a statement denies it. `depends`: on what is not known here.
 */
export type TrustAnswer = "allowed" | "not-allowed" | "denied" | "depends";

/** Whether a trust policy gives the role, and how each statement came to count or not. */
export interface TrustJudgement {
  readonly answer: TrustAnswer;
  /** Condition keys and statements that decide if it depends. */
  readonly dependsOn: readonly string[];
  /** One for each action that was asked for. */
  readonly actions: readonly JudgedAction[];
}

export interface JudgedAction {
  readonly action: string;
  readonly answer: TrustAnswer;
  readonly statements: readonly JudgedStatement[];
}

/** A statement about the action, with why it applies or does not. */
export interface JudgedStatement {
  readonly name: string;
  readonly effect: "Allow" | "Deny" | "unread";
  readonly applies: Truth;
  readonly isMeant: Truth;
  readonly conditions: readonly JudgedCondition[];
}

export interface JudgedCondition {
  readonly line: ConditionLine;
  readonly holds: Truth;
  /** What the request has for the key. */
  readonly given: ContextValue;
}

/**
 * Whether a role's trust policy gives the role to the one who asks: for each action some statement allows it and none
 * denies it. Neither policies of the organization nor the asker's own are judged.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function judgeTrust(policy: TrustPolicy, question: TrustQuestion): TrustJudgement {
  const judged = question.actions.map((action) => judgeAction(policy, action, question));
  const truths = judged.map(({ truth }) => truth);
  const all = question.isRefused ? "no" : allOf(truths);
  const isDenied = judged.some(({ answer }) => answer === "denied");
  return {
    answer: answerOf(all, isDenied),
    dependsOn: typeof all === "string" ? [] : all.dependsOn,
    actions: judged.map(({ action, answer, statements }) => ({ action, answer, statements })),
  };
}

function judgeAction(policy: TrustPolicy, action: string, question: TrustQuestion) {
  const statements = policy.statements
    .filter((statement) => "unread" in statement || isAbout(statement, action))
    .map((statement) => judgeStatement(statement, policy, question));
  const some = (effect: "Allow" | "Deny"): Truth =>
    anyOf(statements.filter((one) => one.effect === effect || one.effect === "unread").map(({ applies }) => applies));
  const denied = some("Deny");
  const truth = allOf([not(denied), some("Allow")]);
  return { action, truth, answer: answerOf(truth, denied === "yes"), statements };
}

export function answerOf(truth: Truth, isDenied: boolean): TrustAnswer {
  if (truth === "no") return isDenied ? "denied" : "not-allowed";
  return truth === "yes" ? "allowed" : "depends";
}

function judgeStatement(
  statement: TrustStatement | UnreadStatement,
  { variables }: TrustPolicy,
  question: TrustQuestion,
): JudgedStatement {
  const { name } = statement;
  if ("unread" in statement) {
    const doubt = unknown(`${name}, which cannot be read: ${statement.unread}`);
    return { name, effect: "unread", applies: doubt, isMeant: doubt, conditions: [] };
  }
  const { context } = question;
  const meant = isMeant(statement.principals, statement.effect, question);
  const conditions = statement.conditions.map((line) => judgeCondition(line, context, variables));
  const applies = allOf([meant, ...conditions.map((one) => one.holds)]);
  return { name, effect: statement.effect, applies, isMeant: meant, conditions };
}

function judgeCondition(line: ConditionLine, context: ConditionContext, variables: VariablesIn): JudgedCondition {
  return { line, holds: prepareCondition(line, variables)(context), given: context(line.key) };
}
