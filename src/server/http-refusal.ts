/** A request that is not served: the status, a code for programs, and one sentence for people. */
export class HttpRefusal extends Error {
  readonly status: number;
  /** Stable, such as `invalid_token`: OAuth's codes where there is one. */
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  /**
   * @param message - short, plain text without secrets: clients show it to their users as it is
   * @param cause - what was wrong; the log has its words where it is an error of ours, a client never
   */
  constructor(
    status: number,
    code: string,
    message: string,
    headers: Readonly<Record<string, string>> = {},
    cause?: unknown,
  ) {
    super(message, { cause });
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}
