/** A public client, without a secret, like a program on a user's machine. */
export const PUBLIC_CLIENT = "actas-sandbox";
/** A client with a secret. Made up, so plain text. */
export const CONFIDENTIAL_CLIENT = { id: "actas-sandbox-confidential", secret: "sandbox-secret/oauth+client" } as const;

/** The provider's clients, as RFC 7591 describes clients; the port of a loopback redirect may be any. */
export const OAUTH_CLIENTS = [
  { ...nativeClient(PUBLIC_CLIENT, "actas in the sandbox"), token_endpoint_auth_method: "none" },
  {
    ...nativeClient(CONFIDENTIAL_CLIENT.id, "actas with a client secret"),
    token_endpoint_auth_method: "client_secret_basic",
    client_secret: CONFIDENTIAL_CLIENT.secret,
  },
];

function nativeClient(id: string, name: string) {
  const paths = ["/oauth2callback", "/oauth/callback"];
  return {
    client_id: id,
    client_name: name,
    application_type: "native",
    redirect_uris: ["127.0.0.1", "localhost"].flatMap((host) => paths.map((path) => `http://${host}${path}`)),
    grant_types: ["authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code"],
    response_types: ["code"],
  };
}
