import type { ConditionContext } from "./condition-context.ts";
import { operatorIn } from "./condition-operator.ts";
import { expand } from "./expand-variables.ts";
import { covers, type Glob, literal, segments, textOf } from "./glob.ts";
import { ARN_PARTS, matchesArn } from "./matches-arn.ts";
import type { ConditionLine } from "./policy-grammar.ts";
import { allOf, anyOf, not, type Truth, truthOf, unknown } from "./truth.ts";

type Compare = (wanted: Glob, given: string, written: string) => Truth;

/** The operators whose values are compared here, without the `Not` that some of them have. */
const COMPARE: ReadonlyMap<string, Compare> = new Map<string, Compare>([
  ["stringequals", (wanted, given) => truthOf(textOf(wanted) === given)],
  ["stringequalsignorecase", ignoringCase],
  ["stringlike", (wanted, given) => truthOf(covers(wanted, literal(given)))],
  ["arnequals", ofArns],
  ["arnlike", ofArns],
  ["bool", ignoringCase],
]);
/**
 * Whether a condition holds for a request. One that compares times, numbers or addresses is not judged, unless the
 * request does not carry its key.
 *
 * @param variables - absent for the version of the language that has none
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function holds(line: ConditionLine, context: ConditionContext, variables: ConditionContext | undefined): Truth {
  const operator = operatorIn(line.operator);
  const value = context(line.key);
  if (value === "unknown" || !operator) return unknown(line.key);
  const { ifExists, isNegated, name, quantifier } = operator;
  if (name === "null" && line.values.length > 0) return isNull(line, value !== "absent");
  if (value === "absent") return ofAbsent(line.key, { quantifier, isTrue: ifExists || isNegated });
  if (line.values.length === 0) return unknown(`how AWS reads no value for ${line.key}`);
  const compare = COMPARE.get(name);
  if (!compare) return unknown(line.key);
  const ofOne = (text: string): Truth => {
    const one = anyOf(line.values.map((wanted) => compared(compare, wanted, text, variables)));
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

/** Without its key, a condition is false, and one with `Not` true. The documentation is silent about some combinations. */
function ofAbsent(
  key: string,
  { quantifier, isTrue }: { readonly quantifier: string | undefined; readonly isTrue: boolean },
): Truth {
  if (quantifier === undefined) return truthOf(isTrue);
  if (quantifier === "forallvalues") return "yes";
  return quantifier === "foranyvalue" && !isTrue ? "no" : unknown(key);
}

/** `Null` is true of a key that the request does not carry. */
function isNull({ values }: ConditionLine, isThere: boolean): Truth {
  return truthOf(values.some((value) => value.toLowerCase() === String(!isThere)));
}

function compared(compare: Compare, written: string, given: string, variables: ConditionContext | undefined): Truth {
  const { glob, open } = expand(written, variables);
  return open.length > 0 ? unknown(...open) : compare(glob, given, written);
}

function ignoringCase(wanted: Glob, given: string): Truth {
  return truthOf(textOf(wanted).toLowerCase() === given.toLowerCase());
}

/** The documentation says only how patterns with all parts are compared. */
function ofArns(wanted: Glob, given: string, written: string): Truth {
  if (segments(wanted).length < ARN_PARTS) return unknown(`how AWS reads the pattern ${written}`);
  return matchesArn(wanted, literal(given), written);
}
