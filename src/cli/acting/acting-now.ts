import { isRenewedCredentials } from "../../agent-api/grants-folder.ts";
import type { Environment } from "../../base/environment.ts";

/** The part of an environment that decides which identity an AWS SDK acts as. */
export type ActingNow =
  | {
      readonly kind: "keys";
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
      readonly sessionToken?: string;
      /** RFC 3339, as set by the tool that set the keys. */
      readonly expiration?: string;
      /** The target that the keys belong to, if actas has set them. */
      readonly target?: string;
      /** The target whose endpoint the SDKs ignore in favour of these keys. */
      readonly instead?: string;
    }
  | { readonly kind: "web-identity" }
  | { readonly kind: "profile" }
  | {
      /** A credentials file that actas keeps fresh. */
      readonly kind: "file";
      readonly path: string;
      readonly target?: string;
    }
  | {
      readonly kind: "endpoint";
      readonly url: string;
      /** The path of a file that holds the token. */
      readonly tokenFile?: string;
      readonly token?: string;
      /** The target that the endpoint serves, if it belongs to actas. */
      readonly target?: string;
    };

/** The base of a relative address. @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html */
const ECS = "http://169.254.170.2";

/**
 * What decides, in the order of most SDKs: keys, a web identity, the profile in AWS_PROFILE, the credentials file,
 * the container endpoint.
 * Undefined when nothing is set: then the default profile decides, if there is one.
 */
export function actingNow(environment: Environment): ActingNow | undefined {
  const { AWS_PROFILE, AWS_DEFAULT_PROFILE, AWS_ROLE_ARN, AWS_WEB_IDENTITY_TOKEN_FILE } = environment;
  const keys = keysIn(environment);
  if (keys) return keys;
  if (AWS_ROLE_ARN && AWS_WEB_IDENTITY_TOKEN_FILE) return { kind: "web-identity" };
  if (AWS_PROFILE || AWS_DEFAULT_PROFILE) return { kind: "profile" };
  return fileIn(environment) ?? endpointIn(environment);
}

function fileIn(environment: Environment): Extract<ActingNow, { kind: "file" }> | undefined {
  const { ACTAS_TARGET: target, AWS_SHARED_CREDENTIALS_FILE: path } = environment;
  return path && isRenewedCredentials(path) ? { kind: "file", path, ...(target && { target }) } : undefined;
}

function keysIn(environment: Environment): Extract<ActingNow, { kind: "keys" }> | undefined {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, ACTAS_EXPIRATION, ACTAS_TARGET } = environment;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) return undefined;
  const hasEndpoint = environment.AWS_CONTAINER_CREDENTIALS_FULL_URI !== undefined;
  const expiration = ACTAS_EXPIRATION || environment.AWS_CREDENTIAL_EXPIRATION;
  return {
    kind: "keys",
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
    ...(expiration && { expiration }),
    // A program that gets the endpoint gets no keys with it, so these keys were set later.
    ...(ACTAS_TARGET && { [hasEndpoint ? "instead" : "target"]: ACTAS_TARGET }),
  };
}

function endpointIn(environment: Environment): Extract<ActingNow, { kind: "endpoint" }> | undefined {
  const { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: path, AWS_CONTAINER_CREDENTIALS_FULL_URI: full } = environment;
  const url = path ? ECS + path : full;
  if (!url) return undefined;
  const { AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: tokenFile, AWS_CONTAINER_AUTHORIZATION_TOKEN: token } = environment;
  const target = url.startsWith("http://127.0.0.1:") ? environment.ACTAS_TARGET : undefined;
  return {
    kind: "endpoint",
    url,
    ...(tokenFile && { tokenFile }),
    ...(token && { token }),
    ...(target && { target }),
  };
}
