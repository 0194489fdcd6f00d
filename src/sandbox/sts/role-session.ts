import type { SandboxRole } from "../accounts.ts";
import { AwsError } from "../aws-error.ts";
import { partitionOf } from "../partitions.ts";
import type { Caller } from "../signature/key-ring.ts";

/** What AWS takes as the name of a session. */
export const SESSION_NAME = { min: 2, max: 64, pattern: /^[\w+=,.@-]*$/ };

/** What AWS takes as a role. */
export const ROLE_ARN = { min: 20, max: 2048, pattern: /^[\u0020-\u00ff]+$/ };

/** A session of a role. Its ARN has the role's name without its path. */
export function roleSession(role: SandboxRole, roleSessionName: string): Caller {
  const name = role.arn.slice(role.arn.lastIndexOf("/") + 1);
  return {
    kind: "role-session",
    accountId: role.accountId,
    arn: `arn:${partitionOf(role.arn)}:sts::${role.accountId}:assumed-role/${name}/${roleSessionName}`,
    userId: `${role.roleId}:${roleSessionName}`,
    identityArn: role.arn,
    mfa: "absent",
  };
}

/** @throws {AwsError} `ValidationError` for text that is not the ARN of a role */
export function checkRoleArn(roleArn: string): void {
  if (/^arn:aws[a-z-]*:iam::\d{12}:role\/.+/.test(roleArn)) return;
  throw new AwsError("ValidationError", `${roleArn} is invalid`);
}

/** @throws {AwsError} `ValidationError` for longer than the role allows */
export function checkSessionDuration(durationSeconds: number, { maxSessionSeconds }: SandboxRole): void {
  if (durationSeconds <= maxSessionSeconds) return;
  const message = "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.";
  throw new AwsError("ValidationError", message);
}
