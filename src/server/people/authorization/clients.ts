/** A client of the authorization server: a program on a user's machine, which cannot keep a secret. */
export interface ClientSettings {
  readonly id: string;
  readonly name?: string;
  readonly redirectPaths?: readonly string[];
  /** Whether its tokens must be bound to a key of it; absent: those of `actas` must. Any client may have them bound. */
  readonly proofs?: "required" | "optional";
}

const DEFAULT_PATHS = ["/oauth/callback", "/oauth2callback"];

/** Our own command, which always proves that it has the key of its tokens. */
const OWN_CLIENT = "actas";

/** Clients that every server knows; the configuration may describe them otherwise. */
const KNOWN: readonly ClientSettings[] = [
  { id: OWN_CLIENT, name: "actas" },
  { id: "mairu", name: "Mairu" },
];

/**
 * The clients, as `oidc-provider` wants them. The port of a redirect to loopback may be any (RFC 8252 section 7.3).
 *
 * @param withDevice - ids of those that may use the device grant
 */
export function providerClients(configured: readonly ClientSettings[], withDevice: readonly string[]) {
  const ids = configured.map(({ id }) => id);
  const all = [...KNOWN.filter(({ id }) => !ids.includes(id)), ...configured];
  return all.map(({ id, name = id, proofs = usualProofs(id), redirectPaths = DEFAULT_PATHS }) => ({
    client_id: id,
    client_name: name,
    application_type: "native",
    token_endpoint_auth_method: "none",
    redirect_uris: ["127.0.0.1", "localhost", "[::1]"].flatMap((host) =>
      redirectPaths.map((path) => `http://${host}${path}`),
    ),
    grant_types: ["authorization_code", "refresh_token", ...(withDevice.includes(id) ? [DEVICE_GRANT] : [])],
    response_types: ["code"],
    dpop_bound_access_tokens: proofs === "required",
  }));
}

function usualProofs(id: string): "required" | "optional" {
  return id === OWN_CLIENT ? "required" : "optional";
}

/** @see RFC 8628 section 3.4 */
export const DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";
