/** Variables of the asking command that change what a target means; everything else stays with the command. */
export const REQUEST_VARIABLES = [
  "HOME",
  "AWS_PROFILE",
  "AWS_DEFAULT_PROFILE",
  "AWS_CONFIG_FILE",
  "AWS_SHARED_CREDENTIALS_FILE",
  "AWS_REGION",
  "AWS_DEFAULT_REGION",
  "AWS_ROLE_SESSION_NAME",
  "AWS_ENDPOINT_URL",
  "AWS_ENDPOINT_URL_STS",
  "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
  "AWS_STS_REGIONAL_ENDPOINTS",
  "CREDENTIALS_DURATION",
  "DURATION_SECONDS",
  "SESSION_TOKEN_DURATION",
] as const;

export type RequestEnvironment = { readonly [name in (typeof REQUEST_VARIABLES)[number]]?: string };

/** What a command asks for: a target, how it was narrowed on the command line, and the environment it was asked in. */
export interface CredentialRequest {
  /** A profile name or a role ARN, as typed; absent: `AWS_PROFILE`, else `default`. */
  readonly target?: string;
  /** `--profile`: whose keys assume a role that was named by ARN. */
  readonly sourceProfile?: string;
  readonly durationSeconds?: number;
  readonly roleSessionName?: string;
  readonly externalId?: string;
  readonly serialNumber?: string;
  /** `--otp`: the MFA code, given instead of asked for. */
  readonly tokenCode?: string;
  readonly region?: string;
  /** `cached`: what is still good; `refresh`: ask anew and keep; `uncached`: ask anew and keep nothing. */
  readonly freshness: "cached" | "refresh" | "uncached";
  /** `never`: fail at once instead of asking a person. */
  readonly interaction: "allowed" | "never";
  readonly environment: RequestEnvironment;
}
