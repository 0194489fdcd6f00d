import type { ConditionContext } from "./condition-context.ts";
import { type ConditionOperator, operatorIn } from "./condition-operator.ts";
import { expand } from "./expand-variables.ts";
import { covers, type Glob, literal, segments, textOf } from "./glob.ts";
import { ARN_PARTS, matchesParts } from "./matches-arn.ts";
import { type Ordered, ordersOf } from "./ordered-values.ts";
import type { ConditionLine } from "./policy-grammar.ts";
import { allOf, anyOf, not, type Truth, truthOf, unknown } from "./truth.ts";

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
 * Whether a condition holds for a request. One that compares addresses or bytes is not judged, unless the request does
 * not carry its key.
 *
 * @param variables - absent for the version of the language that has none
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function holds(line: ConditionLine, context: ConditionContext, variables: ConditionContext | undefined): Truth {
  const operator = operatorIn(line.operator);
  const value = context(line.key);
  if (value === "unknown" || !operator) return unknown(line.key);
  const { isNegated, name, quantifier } = operator;
  if (name === "null" && line.values.length > 0) return isNull(line, value !== "absent");
  if (value === "absent") return ofAbsent(line.key, operator);
  if (line.values.length === 0) return unknown(`how AWS reads no value for ${line.key}`);
  const compare = COMPARE.get(name);
  const orders = compare ? undefined : ordersOf(name);
  if (!compare && !orders) return unknown(line.key);
  const ofOne = (text: string): Truth => {
    const one = anyOf(
      line.values.map((wanted) =>
        compare ? compared(compare, wanted, text, variables) : inOrder(orders, wanted, text, line.key),
      ),
    );
    return isNegated ? not(one) : one;
  };
  return "text" in value ? ofOne(value.text) : ofList(line.key, value.texts.map(ofOne), { quantifier, isNegated });
}

/** A list without a quantifier equals nothing. Whether it "does not equal" something, the documentation leaves open. */
function ofList(
  key: string,
  truths: readonly Truth[],
  { isNegated, quantifier }: { readonly quantifier: string | undefined; readonly isNegated: boolean },
): Truth {
  if (quantifier === "forallvalues") return allOf(truths);
  if (quantifier === "foranyvalue") return anyOf(truths);
  return quantifier || isNegated ? unknown(key) : "no";
}

/**
 * Without its key, a condition is false, and one with `Not` true; with a set operator it is as for no value at all. Which
 * of both counts for `ForAnyValue:…IfExists`, the documentation leaves open.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
function ofAbsent(key: string, { ifExists, isNegated, quantifier }: Omit<ConditionOperator, "name">): Truth {
  if (quantifier === undefined) return truthOf(ifExists || isNegated);
  if (quantifier === "forallvalues") return "yes";
  return ifExists ? unknown(key) : "no";
}

/** `Null` is true of a key that the request does not carry. */
function isNull({ values }: ConditionLine, isThere: boolean): Truth {
  return truthOf(values.some((value) => value.toLowerCase() === String(!isThere)));
}

function compared(compare: Compare, written: string, given: string, variables: ConditionContext | undefined): Truth {
  const { glob, isEmpty, open } = expand(written, variables);
  if (isEmpty) return "no";
  return open.length > 0 ? unknown(...open) : compare(glob, given, written);
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
function inOrder(orders: Ordered | undefined, wanted: string, given: string, key: string): Truth {
  const [one, other] = [orders?.read(given), orders?.read(wanted)];
  return one === undefined || other === undefined ? unknown(key) : truthOf(orders?.is(one, other) ?? false);
}
