import { ClientError, ResponseBodyError } from "openid-client";
import { ActasError } from "../base/errors.ts";
import { type Advice, advised, oauthRefusal } from "./oauth-refusal.ts";
import type { RequestContext } from "./request-context.ts";

/**
 * The error to show the user when a request to an authorization server failed. The library's own error is left out: it
 * may contain a code or a token.
 */
export function oauthError(error: unknown, context: RequestContext): ActasError {
  if (error instanceof ActasError) return error;
  if (error instanceof ResponseBodyError) return oauthRefusal(error.error, context);
  const { cause } = error instanceof ClientError ? error : {};
  if (cause instanceof ActasError) return cause;
  return advised(context, cause instanceof Response ? adviceFor(cause.status, context) : NONSENSE);
}

const NONSENSE: Advice = [
  "unreachable",
  "the authorization server answered something that is not OAuth",
  "a proxy, or the sign-in page of a network, may have answered in its place; open any web page to see",
];

function adviceFor(status: number, { origin }: RequestContext): Advice {
  const answered = `the authorization server answered HTTP ${status}`;
  if (status === 429) return ["throttled", answered, "it limits how often it is asked; try again in a minute"];
  if (status >= 500) return ["unreachable", answered, "try again in a minute"];
  if (status >= 400) return ["configuration", answered, `check the endpoints in ${origin}`];
  return ["configuration", `${answered}, a redirect`, `check the endpoints in ${origin}; no redirect is followed`];
}
