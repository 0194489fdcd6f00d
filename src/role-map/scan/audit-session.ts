import type { AssumeRoleInput } from "../../aws/assume-role-parameters.ts";

/** What a scan does in an account, and nothing else, whatever its role may do. */
export const AUDIT_ACTIONS = [
  "iam:GetOpenIDConnectProvider",
  "iam:ListAccountAliases",
  "iam:ListOpenIDConnectProviders",
  "iam:ListRoles",
];

/** As CloudTrail shows it. */
const SESSION_NAME = "actas-role-map";
/** The least that STS gives. */
const SESSION_SECONDS = 900;

/** The session in which an account is read: its role's permissions, cut down to what a scan needs. */
export function auditSession(
  roleArn: string,
  externalId?: string,
  actions: readonly string[] = AUDIT_ACTIONS,
): AssumeRoleInput {
  const Statement = { Effect: "Allow", Action: actions, Resource: "*" };
  return {
    roleArn,
    roleSessionName: SESSION_NAME,
    durationSeconds: SESSION_SECONDS,
    policy: JSON.stringify({ Version: "2012-10-17", Statement }),
    ...(externalId !== undefined && { externalId }),
  };
}
