/** The parts of an IAM role's ARN. */
export interface RoleArn {
  /** `aws`, `aws-cn`, `aws-us-gov`, … */
  readonly partition: string;
  readonly accountId: string;
  /** The last part, without the path. */
  readonly roleName: string;
}

/**
 * Parses a role ARN of any partition, with or without a path; `undefined` for anything else.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html
 */
export function parseRoleArn(text: string): RoleArn | undefined {
  const [, partition, accountId, roleName] = ROLE_ARN.exec(text) ?? [];
  if (!partition || !accountId || !roleName || text.length > 2048) return undefined;
  return { partition, accountId, roleName };
}

/**
 * The name in the ARN of an IAM user, with or without a path; `undefined` for anything else.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_User.html
 */
export function userNameIn(arn: string): string | undefined {
  return USER_ARN.exec(arn)?.[1];
}

/**
 * Whether STS accepts `text` as `SerialNumber`: the ARN of a virtual device, or the number on a hardware one.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 */
export function isMfaSerial(text: string): boolean {
  return text.startsWith("arn:") ? MFA_ARN.test(text) : HARDWARE_SERIAL.test(text);
}

/** The partition in an ARN; `undefined` when `text` is not an ARN. */
export function partitionOf(text: string): string | undefined {
  return /^arn:(aws[a-z-]*):/.exec(text)?.[1];
}

const ROLE_ARN = /^arn:(aws[a-z-]*):iam::(\d{12}):role\/(?:[\x21-\x7e]+\/)?([\w+=,.@-]{1,64})$/;
const USER_ARN = /^arn:aws[a-z-]*:iam::\d{12}:user\/(?:[\x21-\x7e]+\/)?([\w+=,.@-]{1,64})$/;
const MFA_ARN = /^arn:aws[a-z-]*:iam::\d{12}:mfa\/[\w+=/,.@-]{1,200}$/;
const HARDWARE_SERIAL = /^[\w+=/:,.@-]{9,256}$/;
