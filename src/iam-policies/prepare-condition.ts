import type { ConditionContext, ContextValue } from "./condition-context.ts";
import { type ConditionOperator, operatorIn } from "./condition-operator.ts";
import { type Expanded, expand } from "./expand-variables.ts";
import { covers, type Glob, literal, segments, textOf } from "./glob.ts";
import { ARN_PARTS, matchesParts } from "./matches-arn.ts";
import { type Ordered, ordersOf } from "./ordered-values.ts";
import type { ConditionLine, VariablesIn } from "./policy-grammar.ts";
import { allOfEach, anyOfEach, not, type Truth, truthOf, unknown } from "./truth.ts";

/** A condition that is judged for many requests. */
export type PreparedCondition = (context: ConditionContext) => Truth;

/** Whether one value of the request is what a value of the policy asks for. */
type Match = (given: string, context: ConditionContext) => Truth;
type Compare = (wanted: Glob, given: string, written: string) => Truth;

/** The operators of texts, without the `Not` that some of them have. */
const COMPARE: ReadonlyMap<string, Compare> = new Map<string, Compare>([
  ["stringequals", (wanted, given) => truthOf(textOf(wanted) === given)],
  ["stringequalsignorecase", ignoringCase],
  ["stringlike", (wanted, given) => truthOf(covers(wanted, literal(given)))],
  ["arnequals", ofArns],
  ["arnlike", ofArns],
  ["bool", ignoringCase],
]);

/**
 * Reads a condition once, for any number of requests. One that compares addresses or bytes is not judged, unless the
 * request does not carry its key.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function prepareCondition(
  { key, operator: written, values }: ConditionLine,
  variables: VariablesIn,
): PreparedCondition {
  const operator = operatorIn(written);
  const open = unknown(key);
  if (!operator) return () => open;
  if (operator.name === "null" && values.length > 0) return isNull(key, values);
  const match = values.length === 0 ? undefined : matchOf(operator.name, key, values, variables);
  const otherwise = values.length === 0 ? unknown(`how AWS reads no value for ${key}`) : open;
  const absent = ofAbsent(key, operator);
  return (context) => {
    const value = context(key);
    if (value === "unknown") return open;
    if (value === "absent") return absent;
    return match ? ofValue(value, match, { context, key, operator }) : otherwise;
  };
}

interface Judging {
  readonly context: ConditionContext;
  readonly key: string;
  readonly operator: ConditionOperator;
}

/** A list without a quantifier equals nothing. Whether it "does not equal" something, the documentation leaves open. */
function ofValue(value: Exclude<ContextValue, string>, match: Match, { context, key, operator }: Judging): Truth {
  const { isNegated, quantifier } = operator;
  const ofOne = (text: string): Truth => (isNegated ? not(match(text, context)) : match(text, context));
  if ("text" in value) return ofOne(value.text);
  if (quantifier === "forallvalues") return allOfEach(value.texts, ofOne);
  if (quantifier === "foranyvalue") return anyOfEach(value.texts, ofOne);
  return isNegated ? unknown(key) : "no";
}

/**
 * Without its key, a condition is false, and one with `Not` true; with a set operator it is as for no value at all. Which
 * of both counts for `ForAnyValue:…IfExists`, the documentation leaves open.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
function ofAbsent(key: string, { ifExists, isNegated, quantifier }: ConditionOperator): Truth {
  if (quantifier === undefined) return truthOf(ifExists || isNegated);
  if (quantifier === "forallvalues") return "yes";
  return ifExists ? unknown(key) : "no";
}

/** `Null` is true of a key that the request does not carry. */
function isNull(key: string, values: readonly string[]): PreparedCondition {
  const asked = values.map((value) => value.toLowerCase());
  const [ofNothing, ofSomething, open] = [
    truthOf(asked.includes("true")),
    truthOf(asked.includes("false")),
    unknown(key),
  ];
  return (context) => {
    const value = context(key);
    if (value === "unknown") return open;
    return value === "absent" ? ofNothing : ofSomething;
  };
}

/** Any of the values; `undefined`: the operator is not judged. */
function matchOf(name: string, key: string, values: readonly string[], variables: VariablesIn): Match | undefined {
  const orders = ordersOf(name);
  if (orders) return (given) => anyOfEach(values, (wanted) => inOrder(orders, wanted, given, key));
  const compare = COMPARE.get(name);
  if (!compare) return undefined;
  if (name === "stringequals" && (variables === "text" || !values.some((value) => value.includes("${")))) {
    const texts = new Set(values);
    return (given) => truthOf(texts.has(given));
  }
  const each = values.map((written) => matchOne(compare, written, variables));
  return (given, context) => anyOfEach(each, (one) => one(given, context));
}

function matchOne(compare: Compare, written: string, variables: VariablesIn): Match {
  const ofExpanded = ({ glob, isEmpty, open }: Expanded, given: string): Truth => {
    if (isEmpty) return "no";
    return open.length > 0 ? unknown(...open) : compare(glob, given, written);
  };
  if (variables === "meant" && written.includes("${")) {
    return (given, context) => ofExpanded(expand(written, context), given);
  }
  const fixed = expand(written, undefined);
  return (given) => ofExpanded(fixed, given);
}

function ignoringCase(wanted: Glob, given: string): Truth {
  return truthOf(textOf(wanted).toLowerCase() === given.toLowerCase());
}

/** Part by part. The documentation says only how patterns with all parts are compared. */
function ofArns(wanted: Glob, given: string, written: string): Truth {
  if (segments(wanted).length < ARN_PARTS) return unknown(`how AWS reads the pattern ${written}`);
  const arn = segments(literal(given));
  return truthOf(arn.length === ARN_PARTS && matchesParts(wanted, arn));
}

/** Numbers and times; what is neither, AWS refuses to save, or it is not known here how it is read. */
function inOrder(orders: Ordered, wanted: string, given: string, key: string): Truth {
  const [one, other] = [orders.read(given), orders.read(wanted)];
  return one === undefined || other === undefined ? unknown(key) : truthOf(orders.is(one, other));
}
