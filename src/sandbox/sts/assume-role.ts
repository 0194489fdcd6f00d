import type { SandboxRole } from "../accounts.ts";
import { AwsError } from "../aws-error.ts";
import { issueCredentials } from "../issue-credentials.ts";
import type { MadeUpAws } from "../made-up-aws.ts";
import { packedPolicySize } from "../session-policy/packed-policy-size.ts";
import { sessionPolicyOf } from "../session-policy/session-policy.ts";
import type { Caller } from "../signature/key-ring.ts";
import type { XmlTree } from "../xml.ts";
import { mfaOfCall } from "./mfa-of-call.ts";
import { durationParameter, optionalParameter, requiredParameter } from "./parameters.ts";
import { checkRoleArn, checkSessionDuration, ROLE_ARN, roleSession, SESSION_NAME } from "./role-session.ts";
import { furtherActions, sessionFacts } from "./session-facts.ts";
import { isTrusted } from "./trust.ts";

const HOUR_SECONDS = 3600;

/**
 * AssumeRole: temporary credentials of a role that trusts the caller. Tags and a source identity
 * only need permission.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function assumeRole(parameters: URLSearchParams, caller: Caller, aws: MadeUpAws): XmlTree {
  const roleArn = requiredParameter(parameters, "RoleArn", ROLE_ARN);
  const roleSessionName = requiredParameter(parameters, "RoleSessionName", SESSION_NAME);
  const sourceIdentity = optionalParameter(parameters, "SourceIdentity", SESSION_NAME);
  const facts = sessionFacts(parameters);
  const further = furtherActions(facts);
  const durationSeconds = durationParameter(parameters, { min: 900, max: 43_200, otherwise: HOUR_SECONDS });
  const role = authorizedRole(roleArn, parameters, caller, aws, further);
  checkDuration(durationSeconds, role, caller);
  const sessionPolicy = sessionPolicyOf(parameters);
  const session = {
    ...roleSession(role, roleSessionName),
    chained: caller.kind !== "user",
    ...(sessionPolicy && { sessionPolicy }),
  };
  return {
    Credentials: issueCredentials(aws, session, durationSeconds),
    AssumedRoleUser: { AssumedRoleId: session.userId, Arn: session.arn },
    PackedPolicySize: packedPolicySize(parameters, facts)?.toString(),
    SourceIdentity: sourceIdentity,
  };
}

function authorizedRole(
  roleArn: string,
  parameters: URLSearchParams,
  caller: Caller,
  aws: MadeUpAws,
  further: readonly string[],
): SandboxRole {
  checkRoleArn(roleArn);
  const externalId = optionalParameter(parameters, "ExternalId", { min: 2, max: 1224, pattern: /^[\w+=,.@:/-]*$/ });
  const mfa = mfaPresent(mfaOfCall(parameters, caller, aws.devices), caller);
  const context = {
    ...(externalId === undefined ? {} : { "sts:ExternalId": externalId }),
    ...(mfa === undefined ? {} : { "aws:MultiFactorAuthPresent": mfa }),
  };
  const role = aws.accounts.roleOf(roleArn);
  const actions = ["sts:AssumeRole", ...further];
  const refused = actions.find((action) => !role || !isTrusted(role.trustPolicy, { ...caller, context }, action));
  if (role && !refused) return role;
  const message = `User: ${caller.arn} is not authorized to perform: ${refused} on resource: ${roleArn}`;
  throw new AwsError("AccessDenied", message);
}

/**
 * The condition key `aws:MultiFactorAuthPresent`: long-term keys do not carry it unless the call brings a code.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
 */
function mfaPresent(ofCall: "present" | "absent", caller: Caller): "true" | "false" | undefined {
  if (ofCall === "present" || caller.mfa === "present") return "true";
  return caller.kind === "user" ? undefined : "false";
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage-assume.html */
function checkDuration(durationSeconds: number, role: SandboxRole, { kind }: Caller): void {
  if (kind !== "user" && durationSeconds > HOUR_SECONDS) {
    const message = "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining";
    throw new AwsError("ValidationError", message);
  }
  checkSessionDuration(durationSeconds, role);
}
