import {
  allowInsecureRequests,
  ClientSecretBasic,
  Configuration,
  customFetch,
  type DPoPOptions,
  None,
  type ServerMetadata,
} from "openid-client";
import type { Secret } from "../base/secret.ts";
import type { ProofKey } from "./proof-key.ts";
import type { RequestContext } from "./request-context.ts";
import { isPlainHttp, requireHttps } from "./require-https.ts";
import { tolerantFetch } from "./tolerant-fetch.ts";

/**
 * The client that an authorization server knows, and the endpoints of the server. All are configured: none is
 * discovered.
 */
export interface OAuthClient {
  readonly clientId: string;
  /** Absent: a public client, as most on a user's machine are. @see RFC 8252 section 8.4 */
  readonly clientSecret?: Secret;
  readonly scopes: readonly string[];
  /** Tokens are bound to it, if the server does that; absent: who has them can use them. */
  readonly proofKey?: ProofKey;
  /** The issuer identifier; absent: anything at the authorization endpoint's origin. @see RFC 9207 section 2.4 */
  readonly issuer?: string;
  readonly tokenEndpoint: string;
  readonly authorizationEndpoint?: string;
  readonly deviceAuthorizationEndpoint?: string;
  readonly revocationEndpoint?: string;
}

/**
 * The client as `openid-client` wants it. A confidential client sends its secret by HTTP Basic (RFC 6749 section
 * 2.3.1).
 *
 * @throws {ActasError} `configuration` for an endpoint that is not https, unless it is on loopback
 */
export function configurationOf(client: OAuthClient, context: RequestContext): Configuration {
  const server = metadataOf(client);
  const { clientId, clientSecret } = client;
  const authentication = clientSecret ? ClientSecretBasic(clientSecret.reveal()) : None();
  const endpoints = [server.token_endpoint, server.authorization_endpoint, ...otherEndpoints(client)];
  for (const endpoint of endpoints) if (endpoint) requireHttps(endpoint, context);

  const configuration = new Configuration(server, clientId, {}, authentication);
  configuration[customFetch] = tolerantFetch(context);
  if (endpoints.some((endpoint) => endpoint && isPlainHttp(endpoint))) allowInsecureRequests(configuration);
  return configuration;
}

/** The `scope` parameter, or none. @see RFC 6749 section 3.3 */
export function scopeOf({ scopes }: OAuthClient): { scope: string } | Record<string, never> {
  return scopes.length > 0 ? { scope: scopes.join(" ") } : {};
}

/** Has a request for tokens prove that we have the client's key, if it has one. */
export function proofOption({ proofKey }: OAuthClient): DPoPOptions {
  return proofKey ? { DPoP: proofKey.proofs } : {};
}

function otherEndpoints({ deviceAuthorizationEndpoint, revocationEndpoint }: OAuthClient): (string | undefined)[] {
  return [deviceAuthorizationEndpoint, revocationEndpoint];
}

function metadataOf(client: OAuthClient): ServerMetadata {
  const { authorizationEndpoint, deviceAuthorizationEndpoint, revocationEndpoint, tokenEndpoint } = client;
  return {
    issuer: client.issuer ?? new URL(tokenEndpoint).origin,
    token_endpoint: tokenEndpoint,
    ...(authorizationEndpoint && { authorization_endpoint: authorizationEndpoint }),
    ...(deviceAuthorizationEndpoint && { device_authorization_endpoint: deviceAuthorizationEndpoint }),
    ...(revocationEndpoint && { revocation_endpoint: revocationEndpoint }),
  };
}
