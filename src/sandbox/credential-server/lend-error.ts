const NAME = {
  400: "invalid_request",
  401: "invalid_token",
  403: "access_denied",
  404: "not_found",
  405: "method_not_allowed",
  429: "slow_down",
  500: "server_error",
} as const;

/** A refusal of the credential server. */
export class LendError extends Error {
  override readonly name = "LendError";
  readonly status: keyof typeof NAME;

  constructor(status: keyof typeof NAME, message: string) {
    super(message);
    this.status = status;
  }

  /** The error code, in OAuth's style. */
  get code(): string {
    return NAME[this.status];
  }

  /** The answer for the client. A bearer token is refused according to RFC 6750 section 3. */
  get response(): Response {
    const headers = this.status === 401 ? { "www-authenticate": 'Bearer error="invalid_token"' } : {};
    return Response.json({ error: this.code, error_description: this.message }, { status: this.status, headers });
  }
}
