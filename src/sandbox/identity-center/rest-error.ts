/** HTTP status of each error of Identity Center's two services, from their service models. */
const STATUS = {
  AccessDeniedException: 400,
  AuthorizationPendingException: 400,
  ExpiredTokenException: 400,
  ForbiddenException: 403,
  InternalServerException: 500,
  InvalidClientException: 401,
  InvalidClientMetadataException: 400,
  InvalidGrantException: 400,
  InvalidRedirectUriException: 400,
  InvalidRequestException: 400,
  InvalidScopeException: 400,
  ResourceNotFoundException: 404,
  SlowDownException: 400,
  TooManyRequestsException: 429,
  UnauthorizedClientException: 400,
  UnauthorizedException: 401,
  UnsupportedGrantTypeException: 400,
} as const;

export type RestErrorCode = keyof typeof STATUS;

/**
 * A refusal of Identity Center.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_CreateToken.html#API_CreateToken_Errors
 * @see https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/CommonErrors.html
 */
export class RestError extends Error {
  override readonly name = "RestError";
  readonly code: RestErrorCode;
  readonly status: number;

  constructor(code: RestErrorCode, message: string) {
    super(message);
    this.code = code;
    this.status = STATUS[code];
  }
}
