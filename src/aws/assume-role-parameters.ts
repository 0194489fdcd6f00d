/** An MFA device and the code it shows now. */
export interface MfaProof {
  readonly serialNumber: string;
  readonly tokenCode: string;
}

export interface AssumeRoleInput extends SessionPolicies {
  readonly roleArn: string;
  readonly roleSessionName: string;
  readonly durationSeconds: number;
  readonly externalId?: string;
  readonly mfa?: MfaProof;
  readonly sourceIdentity?: string;
  /** None of them is transitive. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** What a session may do at most, besides what its role may. */
export interface SessionPolicies {
  /** JSON. */
  readonly policy?: string;
  readonly policyArns?: readonly string[];
}

/** As `AssumeRole` takes it. @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export function assumeRoleParameters(input: AssumeRoleInput) {
  return {
    RoleArn: input.roleArn,
    RoleSessionName: input.roleSessionName,
    DurationSeconds: input.durationSeconds,
    ...(input.externalId && { ExternalId: input.externalId }),
    ...(input.sourceIdentity && { SourceIdentity: input.sourceIdentity }),
    ...(input.tags && { Tags: Object.entries(input.tags).map(([Key, Value]) => ({ Key, Value })) }),
    ...policyParameters(input),
    ...mfaParameters(input.mfa),
  };
}

export function mfaParameters(
  mfa: MfaProof | undefined,
): { SerialNumber: string; TokenCode: string } | Record<string, never> {
  return mfa ? { SerialNumber: mfa.serialNumber, TokenCode: mfa.tokenCode } : {};
}

export function policyParameters({ policy, policyArns = [] }: SessionPolicies) {
  return {
    ...(policy && { Policy: policy }),
    ...(policyArns.length > 0 && { PolicyArns: policyArns.map((arn) => ({ arn })) }),
  };
}
