import { ActasError, type ErrorCode } from "../base/errors.ts";
import { shellArgument } from "../base/shell-word.ts";
import type { RequestContext } from "./request-context.ts";

/** What to tell the user: why it failed, and what to do. */
export type Advice = readonly [code: ErrorCode, reason: string, hint: string];

/**
 * The error for an OAuth error code. The server's description (`error_description`) is left out: it may repeat a code
 * or a token.
 *
 * @see RFC 6749 sections 4.1.2.1 and 5.2, RFC 8628 section 3.5
 */
export function oauthRefusal(error: string, context: RequestContext): ActasError {
  return advised(context, adviceFor(error, context));
}

/** `cannot <action>: <reason>`, with its hint. */
export function advised({ action }: RequestContext, [code, reason, hint]: Advice): ActasError {
  return new ActasError(code, `cannot ${action}: ${reason}`, { hints: [hint] });
}

function adviceFor(error: string, { isByServer, source, origin }: RequestContext): Advice {
  const answered = `the authorization server answered ${shown(error)}`;
  const again = isByServer
    ? "have the person sign in again"
    : `run \`actas login ${shellArgument(source)}\` to try again`;
  const otherGrant = isByServer
    ? "allow the authorization code grant at the provider"
    : "try the other grant: `--grant code` or `--grant device`";
  const known: Readonly<Record<string, Advice>> = {
    access_denied: ["access-denied", "it was refused in the browser", again],
    expired_token: ["sign-in-required", "nobody entered the code in time", again],
    invalid_grant: ["access-denied", `${answered}: what it was given has ended, or is not its own`, again],
    invalid_client: ["configuration", answered, `check the client id and secret in ${origin}`],
    unauthorized_client: ["configuration", answered, `check whether the client in ${origin} may use this grant`],
    unsupported_grant_type: ["configuration", answered, otherGrant],
    invalid_dpop_proof: ["access-denied", `${answered}: it wants a proof that tokens are bound to a key`, again],
    invalid_scope: ["configuration", answered, `check the scopes in ${origin}`],
    server_error: ["unreachable", answered, "try again in a minute, or ask who runs it"],
    slow_down: ["throttled", answered, "it limits how often it is asked; try again in a minute"],
    temporarily_unavailable: ["unreachable", answered, "try again in a minute"],
  };
  return known[error] ?? ["access-denied", answered, "ask who runs the authorization server what it means"];
}

/** The error code, if it looks like one: a server is not trusted to write to the terminal. */
function shown(error: string): string {
  return /^[a-z][\w.-]{0,31}$/i.test(error) ? error : "with an error";
}
