import { isLike } from "../../is-like.ts";
import { areForIt, isAbout, type TrustPolicy, type WebIdentityStatement } from "../trust.ts";

/** The request that a trust policy is evaluated for: a token of a provider, and the claims that conditions see. */
export interface TokenQuestion {
  /** The ARN of the provider. */
  readonly provider: string;
  /** By condition key. A claim that the token does not carry is absent; one that is a list has several values. */
  readonly context: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/**
 * Whether a trust policy lets the token do that.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
export function trustsToken(
  policy: TrustPolicy,
  question: TokenQuestion,
  action = "sts:AssumeRoleWithWebIdentity",
): boolean {
  return areForIt(
    policy.filter(
      (statement) =>
        isAbout(statement, action) &&
        "Federated" in statement.Principal &&
        statement.Principal.Federated === question.provider &&
        Object.entries((statement as WebIdentityStatement).Condition ?? {}).every(([operator, keys]) =>
          Object.entries(keys).every(([key, wanted]) => holds(operator, [wanted].flat(), carried(key, question))),
        ),
    ),
  );
}

/** The names of condition keys are compared without regard to case. */
function carried(key: string, { context }: TokenQuestion): string | readonly string[] | undefined {
  const [, value] = Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase()) ?? [];
  return value;
}

type Compare = (wanted: string, given: string) => boolean;

const COMPARE: Readonly<Record<string, Compare>> = {
  StringEquals: (wanted, given) => wanted === given,
  StringEqualsIgnoreCase: (wanted, given) => wanted.toLowerCase() === given.toLowerCase(),
  StringLike: (wanted, given) => isLike(wanted, given),
};

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html */
function holds(operator: string, wanted: readonly string[], given: string | readonly string[] | undefined): boolean {
  const [, quantifier, name = "", ifExists] =
    /^(?:(ForAnyValue|ForAllValues):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  if (name === "Null") return wanted.includes(String(given === undefined));
  const compare = COMPARE[name.replace("StringNot", "String")];
  if (!compare) throw new Error(`the sandbox does not know the operator ${operator}`);
  const isNegated = name.startsWith("StringNot");
  const one = (value: string): boolean => wanted.some((pattern) => compare(pattern, value)) !== isNegated;
  const values = given === undefined ? [] : [given].flat();
  if (quantifier === "ForAllValues") return values.every(one);
  if (given === undefined) return ifExists !== undefined || (isNegated && !quantifier);
  if (quantifier === "ForAnyValue") return values.some(one);
  // AWS says not to compare a list without a quantifier; what it does then it does not say. Here it is refused.
  return typeof given === "string" && one(given);
}
