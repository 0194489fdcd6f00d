/** HTTP status of each error code that the sandbox uses, as documented by AWS or observed at its STS. */
const STATUS = {
  AccessDenied: 403,
  ChildNotFoundException: 400,
  ConditionalRequestConflict: 409,
  DeleteConflict: 409,
  DisabledException: 400,
  EntityAlreadyExists: 409,
  ExpiredToken: 403,
  ExpiredTokenException: 400,
  IDPCommunicationError: 400,
  IncompleteSignature: 403,
  InternalFailure: 500,
  InvalidAction: 400,
  InvalidAuthenticationCode: 403,
  InvalidClientTokenId: 403,
  InvalidIdentityToken: 400,
  InvalidRequest: 400,
  KMSInvalidStateException: 400,
  LimitExceeded: 409,
  MalformedPolicyDocument: 400,
  MissingAuthenticationToken: 403,
  NoSuchBucket: 404,
  NoSuchEntity: 404,
  NoSuchKey: 404,
  NotFoundException: 400,
  NotImplemented: 501,
  OrganizationalUnitNotFoundException: 400,
  PackedPolicyTooLarge: 400,
  ParentNotFoundException: 400,
  PreconditionFailed: 412,
  RequestTimeTooSkewed: 403,
  SerializationException: 400,
  ServiceUnavailable: 503,
  SignatureDoesNotMatch: 403,
  Throttling: 400,
  UnsupportedOperationException: 400,
  ValidationError: 400,
  XAmzContentSHA256Mismatch: 400,
} as const;

export type AwsErrorCode = keyof typeof STATUS;

/**
 * A refusal in AWS's own words.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
 */
export class AwsError extends Error {
  override readonly name = "AwsError";
  readonly code: AwsErrorCode;
  readonly status: number;

  constructor(code: AwsErrorCode, message: string) {
    super(message);
    this.code = code;
    this.status = STATUS[code];
  }
}
