import { awsTimestamp } from "../base/aws-timestamp.ts";
import type { Credentials } from "../base/credentials.ts";
import type { Environment, EnvironmentChanges } from "../base/environment.ts";
import type { Secret } from "../base/secret.ts";
import type { ResolvedTarget } from "../targets/resolved-target.ts";

/**
 * Every variable that names other credentials, or where to find some: a program started by us inherits none. Written
 * from what the SDKs and tools read; the list of the test, with who reads what, was written apart from this one.
 */
export const CLEARED_VARIABLES = [
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_SECURITY_TOKEN",
  "AWS_CREDENTIAL_EXPIRATION",
  "AWS_CREDENTIAL_SCOPE",
  "AWS_ACCOUNT_ID",
  "AWS_PROFILE",
  "AWS_DEFAULT_PROFILE",
  "AWS_EB_PROFILE",
  "AWS_ROLE_ARN",
  "AWS_ROLE_SESSION_NAME",
  "AWS_WEB_IDENTITY_TOKEN_FILE",
  "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
  "AWS_CONTAINER_CREDENTIALS_FULL_URI",
  "AWS_CONTAINER_AUTHORIZATION_TOKEN",
  "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
  // Other names for the keys.
  "AWS_ACCESS_KEY",
  "AWS_SECRET_KEY",
  "AWS_TOKEN",
  "AMAZON_ACCESS_KEY_ID",
  "AMAZON_SECRET_ACCESS_KEY",
  "AMAZON_SESSION_TOKEN",
  "AWSACCESSKEYID",
  "AWSSECRETACCESSKEY",
  "AWSSESSIONTOKEN",
  "EC2_ACCESS_KEY",
  "EC2_SECRET_KEY",
  "EC2_SECURITY_TOKEN",
  // To restic they are keys for AWS, too.
  "MINIO_ACCESS_KEY",
  "MINIO_SECRET_KEY",
  "MINIO_ROOT_USER",
  "MINIO_ROOT_PASSWORD",
  // Other names for the credentials file.
  "AWS_CREDENTIAL_FILE",
  "AWS_CREDENTIAL_PROFILES_FILE",
  "CPL_AWS_CREDENTIALS_FILE",
  // An API key that SDKs since 2025 use instead of signing.
  "AWS_BEARER_TOKEN_BEDROCK",
] as const;

/** All credential variables of the caller away, before others are set. */
export function clearedVariables(): EnvironmentChanges {
  return Object.fromEntries(CLEARED_VARIABLES.map((name) => [name, null]));
}

/** The credentials themselves: every client reads these, and none can renew them. */
export function credentialVariables({
  accessKeyId,
  secretAccessKey,
  sessionToken,
  expiration,
}: Credentials): EnvironmentChanges {
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey.reveal(),
    AWS_SESSION_TOKEN: sessionToken?.reveal() ?? null,
    ACTAS_EXPIRATION: expiration ? awsTimestamp(expiration) : null,
  };
}

/**
 * Where to fetch credentials that stay fresh. Both ways of giving the token, because some clients know only one.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 */
export function containerVariables(endpoint: {
  readonly port: number;
  /** The whole value of the `Authorization` header. */
  readonly token: Secret;
  /** Path of a file that holds the same. */
  readonly tokenFile: string;
}): EnvironmentChanges {
  return {
    AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${endpoint.port}/credentials`,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: endpoint.token.reveal(),
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: endpoint.tokenFile,
    // The keys of the MinIO client outrank the endpoint in programs that use its library, such as restic.
    MINIO_SHARED_CREDENTIALS_FILE: "/dev/null",
    ACTAS_EXPIRATION: null,
  };
}

/**
 * No proxy is asked for the container endpoint, which would learn the token. What the user excludes stays, in both
 * spellings, because programs read one or the other first.
 */
export function directVariables({ NO_PROXY, no_proxy }: Environment): EnvironmentChanges {
  return {
    NO_PROXY: withEndpoint(NO_PROXY || no_proxy || ""),
    no_proxy: withEndpoint(no_proxy || NO_PROXY || ""),
  };
}

/** `*` stands for all hosts, for curl only when it stands alone. */
function withEndpoint(hosts: string): string {
  const isNamed = hosts.trim() === "*" || hosts.split(/[\s,]+/).includes("127.0.0.1");
  return isNamed ? hosts : [hosts.replace(/[\s,]+$/, ""), "127.0.0.1"].filter(Boolean).join(",");
}

/** Who the program acts as and where: name, region and endpoints. What the caller has set stays. */
export function programVariables(
  target: Pick<ResolvedTarget, "name" | "region" | "endpointVariables">,
  { caller, region }: { readonly caller: Environment; readonly region?: string },
): EnvironmentChanges {
  const endpoints = Object.entries(target.endpointVariables).filter(([name]) => !caller[name]);
  return {
    ACTAS_TARGET: target.name,
    ...Object.fromEntries(endpoints),
    ...regionVariables(region, caller, target.region),
  };
}

/** Both spellings say the same: the Go and JS SDKs read `AWS_REGION`, botocore the other. */
function regionVariables(
  asked: string | undefined,
  { AWS_REGION, AWS_DEFAULT_REGION }: Environment,
  known: string | undefined,
): EnvironmentChanges {
  const region = asked || AWS_REGION || AWS_DEFAULT_REGION || known;
  if (!region) return {};
  if (asked) return { AWS_REGION: asked, AWS_DEFAULT_REGION: asked };
  return { AWS_REGION: AWS_REGION || region, AWS_DEFAULT_REGION: AWS_DEFAULT_REGION || region };
}
