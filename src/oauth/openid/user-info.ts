import { ClientError, fetchUserInfo, WWWAuthenticateChallengeError } from "openid-client";
import type { Clock } from "../../base/clock.ts";
import type { Secret } from "../../base/secret.ts";
import type { RequestContext } from "../request-context.ts";
import { type OpenIdClient, openIdConfiguration } from "./open-id-client.ts";
import { openIdError } from "./open-id-error.ts";

/**
 * What a provider says of a person now; `ended` when it does not take the access token any more.
 *
 * @param subject - whom the answer must be about
 * @throws {ActasError} `unreachable`, `throttled`, `configuration`; `access-denied` for another person's answer
 * @see OpenID Connect Core 1.0 section 5.3
 */
export async function userInfo(
  client: OpenIdClient,
  accessToken: Secret,
  subject: string,
  context: RequestContext,
  clock: Clock,
): Promise<Readonly<Record<string, unknown>> | "ended"> {
  try {
    return await fetchUserInfo(openIdConfiguration(client, context, clock), accessToken.reveal(), subject);
  } catch (error) {
    if (isRefusal(error)) return "ended";
    throw openIdError(error, context);
  }
}

/** Providers also answer 403 to a token whose person is gone. */
function isRefusal(error: unknown): boolean {
  if (error instanceof WWWAuthenticateChallengeError) return true;
  const { cause } = error instanceof ClientError ? error : {};
  return cause instanceof Response && [401, 403].includes(cause.status);
}
