import { ClientError, tokenRevocation } from "openid-client";
import type { Secret } from "../base/secret.ts";
import { configurationOf, type OAuthClient } from "./oauth-client.ts";
import { oauthError } from "./oauth-error.ts";
import type { RequestContext } from "./request-context.ts";

/**
 * Revokes a token at the authorization server.
 *
 * @throws {ActasError} `unreachable`, `configuration`
 * @see RFC 7009 section 2.1
 */
export async function revoke(
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
