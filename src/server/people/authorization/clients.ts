/** A client of the authorization server: a program on a user's machine, which cannot keep a secret. */
export interface ClientSettings {
  readonly id: string;
  readonly name?: string;
  readonly redirectPaths?: readonly string[];
}

const DEFAULT_PATHS = ["/oauth/callback", "/oauth2callback"];

/** Clients that every server knows; the configuration may describe them otherwise. */
const KNOWN: readonly ClientSettings[] = [
  { id: "actas", name: "actas" },
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
  return all.map(({ id, name = id, redirectPaths = DEFAULT_PATHS }) => ({
    client_id: id,
    client_name: name,
    application_type: "native",
    token_endpoint_auth_method: "none",
    redirect_uris: ["127.0.0.1", "localhost", "[::1]"].flatMap((host) =>
      redirectPaths.map((path) => `http://${host}${path}`),
    ),
    grant_types: ["authorization_code", "refresh_token", ...(withDevice.includes(id) ? [DEVICE_GRANT] : [])],
    response_types: ["code"],
  }));
}

/** @see RFC 8628 section 3.4 */
export const DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";
