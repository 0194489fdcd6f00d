/** Variables of the client that affect what a target means. All others stay with the client. */
export const REQUEST_VARIABLES = [
  "HOME",
  "XDG_CONFIG_HOME",
  "XDG_CONFIG_DIRS",
  "ACTAS_MAWS_CONFIG",
  "ACTAS_LOCAL_PORT",
  "MAIRU_LOCAL_PORT",
  "AWS_PROFILE",
  "AWS_DEFAULT_PROFILE",
  "AWS_CONFIG_FILE",
  "AWS_SHARED_CREDENTIALS_FILE",
  "BOTO_CONFIG",
  "AWS_REGION",
  "AWS_DEFAULT_REGION",
  "AWS_ROLE_ARN",
  "AWS_ROLE_SESSION_NAME",
  "AWS_WEB_IDENTITY_TOKEN_FILE",
  "AWS_ENDPOINT_URL",
  "AWS_ENDPOINT_URL_IAM",
  "AWS_ENDPOINT_URL_SSO",
  "AWS_ENDPOINT_URL_SSO_OIDC",
  "AWS_ENDPOINT_URL_STS",
  "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
  "AWS_USE_DUALSTACK_ENDPOINT",
  "AWS_USE_FIPS_ENDPOINT",
  "AWS_STS_REGIONAL_ENDPOINTS",
  "https_proxy",
  "HTTPS_PROXY",
  "http_proxy",
  "HTTP_PROXY",
  "all_proxy",
  "ALL_PROXY",
  "no_proxy",
  "NO_PROXY",
  "AWS_CA_BUNDLE",
  "NODE_EXTRA_CA_CERTS",
  "SSL_CERT_FILE",
  "CREDENTIALS_DURATION",
  "DURATION_SECONDS",
  "SESSION_TOKEN_DURATION",
  "JUMP_ROLE_ARN",
  "WEB_AUTH_URL",
  "WEB_CLIENT_ID",
  "WEB_IDENTITY_AUTH_URL",
  "WEB_IDENTITY_CLIENT_ID",
  "WEB_IDENTITY_REDIRECT_URI",
  "WEB_REDIRECT_URI",
  "ACTAS_RESOLVING",
] as const;

/** The end of the path of a credentials file that `actas export --shared` has written. */
export const EXPORTED_CREDENTIALS = "/exported/actas-credentials";

/** The variable with what a target has brought of its own, such as endpoints, so that no other target gets it. */
export const BROUGHT = "ACTAS_BROUGHT";

/** Variables that name a guarded copy in a program started by `exec`, each with the one that keeps the user's value. */
export const FILE_STAND_INS = {
  AWS_CONFIG_FILE: "ACTAS_USER_CONFIG_FILE",
  AWS_SHARED_CREDENTIALS_FILE: "ACTAS_USER_CREDENTIALS_FILE",
  BOTO_CONFIG: "ACTAS_USER_BOTO_CONFIG",
} as const;

export type RequestEnvironment = { readonly [name in (typeof REQUEST_VARIABLES)[number]]?: string };

/** How to sign in: with a browser on this machine, or with any browser and a code to compare (RFC 8628). */
export type GrantType = "code" | "device";

/** Where an MFA code can come from: the terminal, a YubiKey, a window, or the command in `mfa_process`. */
export const MFA_INPUT_NAMES = ["tty", "yubikey", "gui", "process"] as const;
export type MfaInputName = (typeof MFA_INPUT_NAMES)[number];

/** One AssumeRole call after the source and its chain. */
export interface SecondHop {
  readonly roleArn: string;
  readonly roleSessionName?: string;
  readonly durationSeconds?: number;
  readonly externalId?: string;
}

/** A client's request for credentials: a target, the options that narrow it, and the client's environment. */
export interface CredentialRequest {
  /** A profile name, a role ARN or `SOURCE:ROLE`, as typed; absent: `AWS_PROFILE`, else `default`. */
  readonly target?: string;
  /** `--server`, or a project file: the id or URL of a source; `target` is then literally the name of its role. */
  readonly source?: string;
  /** `--profile`: the profile whose keys assume the role in `target`; without a target, the target itself. */
  readonly sourceProfile?: string;
  /** `max`: as long as AWS gives the role. */
  readonly durationSeconds?: number | "max";
  readonly roleSessionName?: string;
  readonly externalId?: string;
  readonly serialNumber?: string;
  /** `--otp`: the MFA code, so that it need not be asked for. */
  readonly tokenCode?: string;
  /** `--mfa-input`: where a code may come from; absent: from all that are set up. */
  readonly mfaInputs?: readonly MfaInputName[];
  /** `--mfa-timeout`: how long a code is waited for. */
  readonly mfaTimeoutSeconds?: number;
  /** `--no-gui`: no window is opened. */
  readonly dialogs?: "never";
  /** `--hide-arns`: a question for a code names neither device nor role. */
  readonly hideArns?: true;
  /** `--verbose`: the command is told what is tried, and what comes of it. */
  readonly verbose?: true;
  readonly region?: string;
  /** `--session`: the session token of the IAM user that the target starts with; none of its roles is assumed. */
  readonly sessionOnly?: true;
  /** `--assume-role` and its options, or a project file's `assume_role`: one more role after everything else. */
  readonly secondHop?: SecondHop;
  /** A project file's `account`: any other identity is refused. */
  readonly expectedAccountId?: string;
  /** `--grant`: how to sign in when that is needed; absent: as the source says. */
  readonly grantType?: GrantType;
  /** `cached`: held credentials will do; `refresh`: fetch new ones and keep them; `uncached`: fetch without keeping. */
  readonly freshness: "cached" | "refresh" | "uncached";
  /** `code-only`: ask for a code, but do not wait for a browser; `never`: fail at once instead of asking. */
  readonly interaction: "allowed" | "code-only" | "never";
  readonly environment: RequestEnvironment;
}
