import { ClientError, tokenRevocation } from "openid-client";
import type { Secret } from "../base/secret.ts";
import { configurationOf, type OAuthClient } from "./oauth-client.ts";
import { oauthError } from "./oauth-error.ts";
import type { RequestContext } from "./request-context.ts";

/** The tokens of a sign-in that a server can revoke. */
interface Revocable {
  readonly accessToken: Secret;
  readonly refreshToken?: Secret;
}

/**
 * Revokes the tokens of a sign-in at the authorization server. Access tokens end with a refresh token, or soon after;
 * not every server can revoke one by itself.
 *
 * @throws {ActasError} `unreachable`, `configuration`
 * @see RFC 7009 section 2.1
 */
export async function revoke(
  client: OAuthClient,
  { accessToken, refreshToken }: Revocable,
  context: RequestContext,
): Promise<void> {
  const access = (): Promise<void> => revokeOne(client, accessToken, "access_token", context);
  if (!refreshToken) return access();
  await revokeOne(client, refreshToken, "refresh_token", context).finally(() => access().catch(() => {}));
}

async function revokeOne(
  client: OAuthClient,
  token: Secret,
  kind: "access_token" | "refresh_token",
  context: RequestContext,
): Promise<void> {
  try {
    await tokenRevocation(configurationOf(client, context), token.reveal(), { token_type_hint: kind });
  } catch (error) {
    if (isDone(error)) return;
    throw oauthError(error, context);
  }
}

/** The standard asks for 200. Some servers answer 204, which the library takes for an error. */
function isDone(error: unknown): boolean {
  return error instanceof ClientError && error.cause instanceof Response && error.cause.ok;
}
