/** An operator of a condition, taken apart. */
export interface ConditionOperator {
  /** In small letters, without the `Not` that some of them have. */
  readonly name: string;
  readonly quantifier: string | undefined;
  readonly ifExists: boolean;
  readonly isNegated: boolean;
}

const OPERATOR =
  /^(?:(forallvalues|foranyvalue):)?(string(?:not)?(?:equals(?:ignorecase)?|like)|arn(?:not)?(?:equals|like)|(?:numeric|date)(?:(?:not)?equals|(?:less|greater)than(?:equals)?)|bool|binaryequals|(?:not)?ipaddress|null)(ifexists)?$/;

/**
 * The parts of an operator; undefined for what IAM has no such operator for.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function operatorIn(text: string): ConditionOperator | undefined {
  const [, quantifier, whole, ifExists] = OPERATOR.exec(text.toLowerCase()) ?? [];
  if (whole === undefined || (whole === "null" && (quantifier ?? ifExists) !== undefined)) return undefined;
  const isNegated = whole.includes("not");
  return { name: whole.replace("not", ""), quantifier, ifExists: ifExists !== undefined, isNegated };
}
