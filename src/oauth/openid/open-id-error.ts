import { ClientError } from "openid-client";
import type { ActasError } from "../../base/errors.ts";
import { oauthError } from "../oauth-error.ts";
import type { RequestContext } from "../request-context.ts";
import { untrustedIdToken } from "./untrusted-id-token.ts";

/** Codes of the library for an ID token that it refuses. */
const REFUSED = [
  "OAUTH_INVALID_RESPONSE",
  "OAUTH_JWT_CLAIM_COMPARISON_FAILED",
  "OAUTH_JWT_TIMESTAMP_CHECK_FAILED",
  "OAUTH_KEY_SELECTION_FAILED",
  "OAUTH_PARSE_ERROR",
  "OAUTH_UNSUPPORTED_OPERATION",
];

/** Members of the library's error: what it refused. */
interface Refused {
  /** The whole answer, and no token in it. */
  readonly body?: { readonly access_token?: unknown; readonly id_token?: unknown };
  readonly claim?: unknown;
  readonly header?: unknown;
  readonly signature?: unknown;
}

/** The error to show the user when a request to an OpenID provider failed, or its ID token was refused. */
export function openIdError(error: unknown, context: RequestContext): ActasError {
  const code = error instanceof ClientError ? error.code : undefined;
  if (code === undefined || !REFUSED.includes(code)) return oauthError(error, context);
  const reason = reasonOf(code, refusedBy(error));
  return reason === undefined ? oauthError(error, context) : untrustedIdToken(context, reason);
}

/** Undefined where the fault is not the token's. */
function reasonOf(code: string, { body, claim, header, signature }: Refused): string | undefined {
  if (body)
    return code === "OAUTH_INVALID_RESPONSE" && isWithoutIdToken(body) ? "the provider has sent none" : undefined;
  if (code === "OAUTH_KEY_SELECTION_FAILED") return "it is signed with a key that is not one of the provider's";
  if (code === "OAUTH_UNSUPPORTED_OPERATION") return "it is encrypted, or signed in a way that is not accepted";
  if (signature !== undefined) return "its signature is not the provider's";
  if (header !== undefined) return "it is signed with an algorithm that is not accepted";
  if (typeof claim === "string" && /^[a-z_]{2,20}$/.test(claim)) return `its \`${claim}\` is not what it must be`;
  return code === "OAUTH_PARSE_ERROR" ? undefined : "it lacks something, or is none";
}

function isWithoutIdToken(body: NonNullable<Refused["body"]>): boolean {
  return typeof body.access_token === "string" && body.id_token === undefined;
}

/** The library nests what it found in causes. */
function refusedBy(error: unknown): Refused {
  const found: Record<string, unknown> = {};
  for (let at = error, depth = 0; typeof at === "object" && at !== null && depth < 4; depth++) {
    Object.assign(found, at);
    at = (at as { readonly cause?: unknown }).cause;
  }
  return found;
}
