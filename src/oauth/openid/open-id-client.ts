import {
  allowInsecureRequests,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  clockSkew,
  clockTolerance,
  customFetch,
  enableNonRepudiationChecks,
  None,
} from "openid-client";
import type { Clock } from "../../base/clock.ts";
import type { Secret } from "../../base/secret.ts";
import type { OAuthClient } from "../oauth-client.ts";
import type { RequestContext } from "../request-context.ts";
import { isPlainHttp } from "../require-https.ts";
import { tolerantFetch } from "../tolerant-fetch.ts";
import type { OpenIdProvider } from "./discover-provider.ts";

/** Seconds that the clocks of a provider and of this machine may differ. */
export const CLOCK_TOLERANCE_SECONDS = 60;

/** The client that an OpenID provider knows, and the provider as its discovery document describes it. */
export interface OpenIdClient {
  readonly clientId: string;
  /** Absent: a public client. */
  readonly clientSecret?: Secret;
  readonly scopes: readonly string[];
  readonly provider: OpenIdProvider;
}

/**
 * The client as `openid-client` wants it. Signatures of ID tokens are checked with keys that are fetched for this one
 * sign-in, so a key that the provider has just changed is known.
 */
export function openIdConfiguration(client: OpenIdClient, context: RequestContext, clock: Clock): Configuration {
  const { provider, clientId } = client;
  const skew = { [clockSkew]: Math.round(clock.skewMs / 1000), [clockTolerance]: CLOCK_TOLERANCE_SECONDS };
  const configuration = new Configuration(provider, clientId, skew, authenticationOf(client));
  configuration[customFetch] = tolerantFetch(context, "with-id-token");
  enableNonRepudiationChecks(configuration);
  // A provider on this machine: the addresses were judged when they were discovered.
  if (Object.values(provider).some((value) => typeof value === "string" && isPlainHttp(value))) {
    allowInsecureRequests(configuration);
  }
  return configuration;
}

/** The client for what has nothing to do with ID tokens. */
export function plainClient({ provider, ...client }: OpenIdClient): OAuthClient {
  const { issuer, revocation_endpoint: revocationEndpoint, token_endpoint: tokenEndpoint } = provider;
  return { ...client, issuer, tokenEndpoint, ...(revocationEndpoint && { revocationEndpoint }) };
}

/** HTTP Basic, unless the provider says that it only takes the secret in the body. */
function authenticationOf({ clientSecret, provider }: OpenIdClient) {
  if (!clientSecret) return None();
  const methods = provider.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  const isOnlyPost = methods.includes("client_secret_post") && !methods.includes("client_secret_basic");
  return isOnlyPost ? ClientSecretPost(clientSecret.reveal()) : ClientSecretBasic(clientSecret.reveal());
}
