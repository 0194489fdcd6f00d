import type { ConditionContext } from "../../iam-policies/condition-context.ts";
import { isAbout } from "../../iam-policies/is-about.ts";
import { type PreparedCondition, prepareCondition } from "../../iam-policies/prepare-condition.ts";
import { allOf, allOfEach, anyOfEach, not, type Truth, unknown } from "../../iam-policies/truth.ts";
import { isMeant } from "../is-meant.ts";
import { answerOf, type TrustAnswer } from "../judge-trust.ts";
import type { TrustPolicy, TrustStatement, UnreadStatement } from "../trust-policy.ts";
import type { TrustQuestion } from "../trust-question.ts";
import { type Clause, clauseOf, type PersonKeys } from "./clause.ts";

/** A trust policy prepared for all who ask in one way, so that thousands of roles can be judged for a person. */
export interface CompiledTrust {
  /**
   * One of these has to be met for the answer to be more than a no: whom no clause is about, the role is not given to.
   * None at all: it is given to nobody.
   */
  readonly clauses: readonly Clause[];
  /**
   * `more-is-more`: no group that somebody has besides can take the role away. `any-counts`: a denial, or a condition on
   * all groups, has to see all of them.
   */
  readonly groups: "more-is-more" | "any-counts";
  /** Actions that the same statements are about are judged once. */
  readonly needs: readonly Need[];
}

/** What the policy says about an action. */
interface Need {
  readonly allows: readonly CompiledStatement[];
  readonly denies: readonly CompiledStatement[];
}

interface CompiledStatement {
  readonly statement: TrustStatement | UnreadStatement;
  readonly isMeant: Truth;
  /** Those that the way of asking does not decide. */
  readonly conditions: readonly PreparedCondition[];
}

/**
 * Prepares a policy for those who ask in one way.
 *
 * @param question - as {@link judgeTrust} takes it; in its context is unknown what differs from person to person
 * @param keys - the condition keys of a person's groups and subject, if this way of asking has them
 */
export function compileTrust(policy: TrustPolicy, question: TrustQuestion, keys: PersonKeys): CompiledTrust {
  const compiled = policy.statements.flatMap((statement) => compileStatement(statement, policy, question));
  const needs = question.actions.map((action): Need => {
    const about = compiled.filter(({ statement }) => "unread" in statement || isAbout(statement, action));
    const some = (effect: "Allow" | "Deny") =>
      about.filter(({ statement }) => "unread" in statement || statement.effect === effect);
    return { allows: some("Allow"), denies: some("Deny") };
  });
  const isHopeless = question.isRefused || needs.some(({ allows }) => allows.length === 0);
  return {
    clauses: isHopeless ? [] : (needs[0]?.allows ?? []).map(({ statement }) => clauseOf(statement, policy, keys)),
    groups: compiled.some(({ statement }) => seesAllGroups(statement, keys)) ? "any-counts" : "more-is-more",
    needs: needs.filter((need, index) => index === needs.findIndex((one) => isSame(one, need))),
  };
}

/** The answer of {@link judgeTrust} for a person, and what decides if it depends. */
export function answerTrust(
  { clauses, needs }: CompiledTrust,
  context: ConditionContext,
): { readonly answer: TrustAnswer; readonly dependsOn: readonly string[] } {
  let isDenied = false;
  const truths = needs.map(({ allows, denies }) => {
    const denied = anyOfEach(denies, (one) => appliesTo(one, context));
    isDenied ||= denied === "yes";
    if (denied === "yes" || clauses.length === 0) return "no";
    return allOf([not(denied), anyOfEach(allows, (one) => appliesTo(one, context))]);
  });
  const all = allOf(truths);
  return { answer: answerOf(all, isDenied), dependsOn: typeof all === "string" ? [] : all.dependsOn };
}

function compileStatement(
  statement: TrustStatement | UnreadStatement,
  { variables }: TrustPolicy,
  question: TrustQuestion,
): readonly CompiledStatement[] {
  if ("unread" in statement) {
    const doubt = unknown(`${statement.name}, which cannot be read: ${statement.unread}`);
    return [{ statement, isMeant: doubt, conditions: [] }];
  }
  const meant = isMeant(statement.principals, statement.effect, question);
  const conditions = statement.conditions
    .map((line) => prepareCondition(line, variables))
    .map((condition) => ({ condition, decided: condition(question.context) }));
  if (meant === "no" || conditions.some(({ decided }) => decided === "no")) return [];
  const open = conditions.filter(({ decided }) => decided !== "yes");
  return [{ statement, isMeant: meant, conditions: open.map(({ condition }) => condition) }];
}

function appliesTo({ conditions, isMeant }: CompiledStatement, context: ConditionContext): Truth {
  return conditions.length === 0 ? isMeant : allOf([isMeant, allOfEach(conditions, (condition) => condition(context))]);
}

/** Whether a group more can make a statement deny, or not allow any longer. */
function seesAllGroups(statement: TrustStatement | UnreadStatement, { groups }: PersonKeys): boolean {
  if ("unread" in statement || groups === undefined) return false;
  return statement.conditions.some(({ key, operator, values }) => {
    const asks = key.toLowerCase() === groups.toLowerCase();
    const isMentioned = values.some((value) => value.toLowerCase().includes(groups.toLowerCase()));
    const growsWithGroups = statement.effect === "Allow" && /^foranyvalue:(?!.*ifexists$)/i.test(operator);
    return isMentioned || (asks && !growsWithGroups);
  });
}

function isSame(one: Need, other: Need): boolean {
  const isEqual = (some: readonly CompiledStatement[], others: readonly CompiledStatement[]): boolean =>
    some.length === others.length && some.every((statement, index) => statement === others[index]);
  return isEqual(one.allows, other.allows) && isEqual(one.denies, other.denies);
}
