import { partitionOf } from "../partitions.ts";

/** Such as `sts:AssumeRole`; without wildcards. */
export type Actions = string | readonly string[];

/** One statement of a role's trust policy, in the part of IAM's policy language that the sandbox understands. */
export interface TrustStatement {
  readonly Effect: "Allow" | "Deny";
  readonly Principal: { readonly AWS?: string | readonly string[]; readonly Service?: string };
  readonly Action: Actions;
  readonly Condition?: {
    readonly [operator in "Bool" | "BoolIfExists" | "StringEquals"]?: { readonly [key in ConditionKey]?: string };
  };
}

/** A statement that trusts an OpenID provider of the account. Condition keys are those of the provider. */
export interface WebIdentityStatement {
  readonly Effect: "Allow" | "Deny";
  readonly Principal: { readonly Federated: string };
  readonly Action: Actions;
  readonly Condition: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export type TrustPolicy = readonly (TrustStatement | WebIdentityStatement)[];
type ConditionKey = "aws:MultiFactorAuthPresent" | "sts:ExternalId";

/** The request that a trust policy is evaluated for. */
export interface TrustQuestion {
  readonly accountId: string;
  /** The ARN of the user or of the assumed-role session. */
  readonly arn: string;
  /** The ARN of the user or of the role behind the session. */
  readonly identityArn: string;
  /** A condition key that the request does not carry is absent. */
  readonly context: { readonly [key in ConditionKey]?: string };
}

/** Whether a statement is about an action. */
export function isAbout({ Action }: { readonly Action: Actions }, action: string): boolean {
  return [Action].flat().some((one) => one.toLowerCase() === action.toLowerCase());
}

/** What statements that are about a call come to: some allows it, and none denies it. */
export function areForIt(statements: readonly { readonly Effect: "Allow" | "Deny" }[]): boolean {
  return statements.some(({ Effect }) => Effect === "Allow") && !statements.some(({ Effect }) => Effect === "Deny");
}

/**
 * Whether a trust policy lets the caller do that. The caller's own policies are not evaluated: in the sandbox every
 * identity may call everything.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function isTrusted(policy: TrustPolicy, question: TrustQuestion, action = "sts:AssumeRole"): boolean {
  return areForIt(
    policy.filter(
      (statement) =>
        isAbout(statement, action) &&
        !("Federated" in statement.Principal) &&
        matchesPrincipal(statement as TrustStatement, question) &&
        matchesConditions(statement as TrustStatement, question),
    ),
  );
}

/** A principal is an account (its number or root ARN), a user, a role or one session of a role. */
function matchesPrincipal({ Principal }: TrustStatement, { accountId, arn, identityArn }: TrustQuestion): boolean {
  const names = ["*", accountId, `arn:${partitionOf(arn)}:iam::${accountId}:root`, arn, identityArn];
  return [Principal.AWS ?? []].flat().some((principal) => names.includes(principal));
}

function matchesConditions({ Condition = {} }: TrustStatement, { context }: TrustQuestion): boolean {
  const carried = new Map(Object.entries(context));
  return Object.entries(Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) =>
      carried.has(key) ? carried.get(key) === wanted : operator.endsWith("IfExists"),
    ),
  );
}
