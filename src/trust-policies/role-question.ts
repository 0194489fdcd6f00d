import { type AskedRole, type ChosenForCall, callContext, sessionActions, textOrAbsent } from "./call-context.ts";
import type { AwsAsker, TrustQuestion } from "./trust-question.ts";

/** What a role that lends other roles sends with AssumeRole. */
export interface RoleCallFacts extends ChosenForCall {
  readonly externalId?: string;
  readonly sourceIdentity?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** The organization of the role that asks. Absent where it is not known. */
  readonly organizationId?: string;
}

/**
 * The question that STS answers for AssumeRole, called with a session of a role.
 *
 * @param facts - without an `externalId`, none is sent; tags are never transitive
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function roleQuestion(role: AskedRole, asker: Omit<AwsAsker, "kind">, facts: RoleCallFacts): TrustQuestion {
  const account = asker.arn.split(":")[4] ?? "";
  const known = {
    "aws:principalarn": { text: asker.arn },
    "aws:principalaccount": { text: account },
    "aws:principaltype": { text: "AssumedRole" },
    "aws:principalisawsservice": { text: "false" },
    "aws:username": "absent",
    ...(facts.organizationId !== undefined && { "aws:principalorgid": { text: facts.organizationId } }),
    "sts:externalid": textOrAbsent(facts.externalId),
    "sts:transitivetagkeys": "absent",
  } as const;
  return {
    ...role,
    asker: { kind: "aws", ...asker },
    actions: ["sts:AssumeRole", ...sessionActions(facts)],
    context: callContext({ ...facts, role }, known, () => "unknown"),
  };
}
