import { z } from "zod/mini";
import { parseRoleArn } from "../base/arn.ts";
import { jsonWithOneReading } from "../iam-policies/policy-grammar.ts";
import { parseTrustPolicy, type TrustPolicy } from "./trust-policy.ts";

/** A role and its trust policy, as a file says it. */
export interface RoleInText {
  /** Absent where the file has the policy alone. */
  readonly arn?: string;
  /** The account in the ARN. */
  readonly accountId?: string;
  /** The policy, or why it cannot be read. */
  readonly policy: TrustPolicy | string;
}

const RoleShape = z.looseObject({
  Arn: z.string(),
  AssumeRolePolicyDocument: z.union([z.string(), z.looseObject({})]),
});
/** What `aws iam get-role`, `list-roles` and `get-account-authorization-details` print. */
const Printed = z.union([
  z.pipe(
    z.looseObject({ Role: RoleShape }),
    z.transform(({ Role }) => [Role]),
  ),
  z.pipe(
    z.looseObject({ Roles: z.array(RoleShape) }),
    z.transform(({ Roles }) => Roles),
  ),
  z.pipe(
    z.looseObject({ RoleDetailList: z.array(RoleShape) }),
    z.transform(({ RoleDetailList }) => RoleDetailList),
  ),
]);

/**
 * The roles in what the AWS CLI prints about roles, or the one policy that the text is.
 *
 * @returns why it is neither, completing "cannot read …: "
 */
export function rolesInText(text: string): readonly RoleInText[] | string {
  const printed = Printed.safeParse(jsonWithOneReading(text));
  if (!printed.success) {
    const policy = parseTrustPolicy(text);
    return typeof policy === "string" ? policy : [{ policy }];
  }
  return printed.data.map(({ Arn, AssumeRolePolicyDocument: document }) => {
    const accountId = parseRoleArn(Arn)?.accountId;
    const policy = parseTrustPolicy(typeof document === "string" ? document : JSON.stringify(document));
    return { arn: Arn, ...(accountId && { accountId }), policy };
  });
}
