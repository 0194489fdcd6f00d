import type { MadeUpAws } from "../made-up-aws.ts";
import { CODE_GRANT_TYPE } from "./grant-types.ts";
import type { CodeRequest, Registration } from "./identity-center.ts";

/** The result of reading a request at the authorization endpoint. */
export type ReadCodeRequest =
  | { readonly kind: "request"; readonly request: CodeRequest }
  /** The client is told why, at its redirect URI. */
  | { readonly kind: "refused"; readonly location: string }
  /** Only the person can be told: the client or its redirect URI is unknown. */
  | { readonly kind: "not-a-request"; readonly reason: string };

/**
 * Reads an authorization request. It needs PKCE with S256 and a registered redirect URI, with any port.
 *
 * @see RFC 6749 section 4.1.1, RFC 7636 section 4.3, RFC 8252 section 7.3
 */
export function readCodeRequest(query: URLSearchParams, { identityCenter, now }: MadeUpAws): ReadCodeRequest {
  const clientId = query.get("client_id") ?? "";
  const held = identityCenter.registrations.find(clientId);
  if (!held || held.expiresAt <= now()) return { kind: "not-a-request", reason: "The client is not registered." };
  const redirectUri = query.get("redirect_uri") ?? "";
  if (!held.value.redirectUris.some((registered) => isSameRedirect(registered, redirectUri))) {
    return { kind: "not-a-request", reason: "The redirect URI is not registered." };
  }
  const state = query.get("state") ?? undefined;
  const error = errorIn(query, held.value);
  if (error) {
    const answer = new URLSearchParams({ error, ...(state !== undefined && { state }) });
    return { kind: "refused", location: `${redirectUri}?${answer}` };
  }
  const { clientName } = held.value;
  const codeChallenge = query.get("code_challenge") ?? "";
  return {
    kind: "request",
    request: { clientId, clientName, redirectUri, state, codeChallenge, scopes: scopesIn(query) },
  };
}

function isSameRedirect(registered: string, asked: string): boolean {
  const [ours, theirs] = [URL.parse(registered), URL.parse(asked)];
  if (!ours || !theirs) return false;
  theirs.port = ours.port;
  return ours.href === theirs.href;
}

function errorIn(query: URLSearchParams, { grantTypes, scopes }: Registration): string | undefined {
  if (query.get("response_type") !== "code") return "unsupported_response_type";
  if (!grantTypes.includes(CODE_GRANT_TYPE)) return "unauthorized_client";
  const isS256 = query.get("code_challenge_method") === "S256";
  if (!isS256 || !/^[\w-]{43}$/.test(query.get("code_challenge") ?? "")) return "invalid_request";
  return scopesIn(query).every((scope) => scopes.includes(scope)) ? undefined : "invalid_scope";
}

/** The parameter is `scopes` here, not OAuth's `scope`. */
function scopesIn(query: URLSearchParams): readonly string[] {
  return (query.get("scopes") ?? "").split(" ").filter((scope) => scope !== "");
}
