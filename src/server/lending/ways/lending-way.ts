import type { Credentials } from "../../../base/credentials.ts";
import type { KnownRole } from "../../roles/role-map.ts";
import type { NamesForAws } from "../names-for-aws.ts";
import type { AllowRule } from "../rules/rule.ts";

/** A loan that was decided, and how it is to be called in AWS. */
export interface DecidedLoan {
  readonly role: KnownRole;
  readonly rule: AllowRule;
  /** The fewest groups that are enough by the trust policy: one, or none. Seldom more. */
  readonly groups: readonly string[];
  readonly durationSeconds: number;
  readonly names: NamesForAws;
  readonly requestId: string;
}

/** A way to get the credentials of a role from STS. */
export interface LendingWay {
  /** The most that AWS gives by it, whatever the role allows. */
  readonly mostSeconds: number;
  /**
   * @param tags - of the session
   * @throws {ActasError}
   */
  credentials(loan: DecidedLoan, tags: Readonly<Record<string, string>>): Promise<Credentials>;
}

/** What every call of STS for a loan asks for, whatever the way: how long, under which name, and what it may do at most. */
export function sessionOf({ durationSeconds, names, role, rule }: DecidedLoan) {
  return {
    roleArn: role.arn,
    roleSessionName: names.sessionName,
    durationSeconds,
    ...(rule.sessionPolicy && { policy: rule.sessionPolicy }),
    policyArns: rule.sessionPolicyArns,
  };
}
