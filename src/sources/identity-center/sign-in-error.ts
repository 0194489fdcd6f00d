import { OidcRefusal } from "../../aws/identity-center/oidc-refusal.ts";
import { ActasError, type ErrorCode } from "../../base/errors.ts";
import { shellArgument } from "../../base/shell-word.ts";
import type { IdentityCenterDefinition } from "../../source-files/kinds/identity-center.ts";

/** What a refusal of Identity Center means to a user who is signing in. Any other error stays as it is. */
export function signInError(source: IdentityCenterDefinition, error: unknown): unknown {
  if (!(error instanceof OidcRefusal)) return error;
  const { code, reason, hint } = meaningOf(source, error.reason);
  return new ActasError(code, `cannot sign in to "${source.id}": ${reason}`, {
    hints: [hint, ...error.hints],
    cause: error,
  });
}

interface Meaning {
  readonly code: ErrorCode;
  readonly reason: string;
  readonly hint: string;
}

function meaningOf(source: IdentityCenterDefinition, reason: OidcRefusal["reason"]): Meaning {
  const { id, origin, region, scopes, url } = source;
  const again = `try again with \`actas login ${shellArgument(id)}\``;
  switch (reason) {
    case "invalid_request":
      return {
        code: "configuration",
        reason: `Identity Center in region ${region} does not know the start URL ${url}`,
        hint: `check the start URL and the region of "${id}" in ${origin}; the IAM Identity Center console shows both under Settings`,
      };
    case "invalid_scope":
      return {
        code: "configuration",
        reason: `Identity Center does not accept the scopes "${scopes.join(" ")}"`,
        hint: `check the scopes of "${id}" in ${origin}; sso:account:access is the usual one`,
      };
    case "access_denied":
      return { code: "access-denied", reason: "it was refused in the browser", hint: again };
    case "expired_token":
      return { code: "sign-in-required", reason: "it was not approved in time", hint: again };
    case "slow_down":
    case "authorization_pending":
      return { code: "throttled", reason: "Identity Center wants to be asked more slowly", hint: again };
    case "invalid_grant":
      return { code: "access-denied", reason: "Identity Center did not accept what the browser brought", hint: again };
    case "invalid_client":
    case "unauthorized_client":
      return { code: "access-denied", reason: "Identity Center does not accept this program as a client", hint: again };
  }
}
