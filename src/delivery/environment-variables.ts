import { awsTimestamp } from "../base/aws-timestamp.ts";
import type { Credentials } from "../base/credentials.ts";
import type { Environment, EnvironmentChanges } from "../base/environment.ts";
import { printable } from "../base/printable.ts";
import type { Secret } from "../base/secret.ts";
import type { ResolvedTarget } from "../targets/resolved-target.ts";

/**
 * Every variable that holds other credentials or tells where to find them: a program that we start inherits none. The
 * list follows the SDKs and tools; the list in the test, which names the readers, was written independently.
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
  // restic uses these for AWS, too.
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

/** Removes all credential variables of the caller, before others are set. */
export function clearedVariables(): EnvironmentChanges {
  return Object.fromEntries(CLEARED_VARIABLES.map((name) => [name, null]));
}

/** The credentials themselves. Every program reads these variables, and none can renew the credentials. */
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
    AWS_CREDENTIAL_EXPIRATION: expiration ? awsTimestamp(expiration) : null,
    ACTAS_EXPIRATION: expiration ? awsTimestamp(expiration) : null,
  };
}

/**
 * Where to fetch fresh credentials. The token is given in both ways, because some programs know only one.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 */
export function containerVariables(endpoint: {
  readonly port: number;
  /** The whole value of the `Authorization` header. */
  readonly token: Secret;
  /** Path of a file that holds the same; absent: the program cannot read it. */
  readonly tokenFile?: string;
}): EnvironmentChanges {
  return {
    AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${endpoint.port}/credentials`,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: endpoint.token.reveal(),
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: endpoint.tokenFile ?? null,
    // In programs with MinIO's library, such as restic, the keys of the MinIO client would outrank the endpoint.
    MINIO_SHARED_CREDENTIALS_FILE: "/dev/null",
    ACTAS_EXPIRATION: null,
  };
}

/**
 * Where programs find the credentials file that is kept fresh for them, if they do not look for it as the SDKs do. Nothing
 * says when the credentials end: the file does, and a variable would be out of date once it is replaced.
 */
export function fileVariables(path: string): EnvironmentChanges {
  return {
    // s3cmd reads no other.
    AWS_CREDENTIAL_FILE: path,
    MINIO_SHARED_CREDENTIALS_FILE: "/dev/null",
    ACTAS_EXPIRATION: null,
  };
}

/**
 * Excludes the host of an endpoint from proxies, which would learn the token. The user's own exclusions stay, in both
 * spellings, because programs differ in which they read first.
 */
export function directVariables({ NO_PROXY, no_proxy }: Environment, host = "127.0.0.1"): EnvironmentChanges {
  return {
    NO_PROXY: withHost(NO_PROXY || no_proxy || "", host),
    no_proxy: withHost(no_proxy || NO_PROXY || "", host),
  };
}

/** `*` means all hosts; in curl only if it is the whole value. */
function withHost(hosts: string, host: string): string {
  const isNamed = hosts.trim() === "*" || hosts.split(/[\s,]+/).includes(host);
  return isNamed ? hosts : [hosts.replace(/[\s,]+$/, ""), host].filter(Boolean).join(",");
}

/** The target's name, region and endpoints, for the program. Variables that the caller has set stay. */
export function programVariables(
  target: Pick<ResolvedTarget, "name" | "region" | "endpointVariables">,
  { caller, region }: { readonly caller: Environment; readonly region?: string },
): EnvironmentChanges {
  const endpoints = Object.entries(target.endpointVariables).filter(([name]) => !caller[name]);
  return {
    // Prompts show it.
    ACTAS_TARGET: printable(target.name),
    ...Object.fromEntries(endpoints),
    ...regionVariables(region, caller, target.region),
  };
}

/** Sets both variables to the same: the Go and JS SDKs read `AWS_REGION`, botocore the other. */
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
