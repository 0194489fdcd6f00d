import { nativeClient } from "../openid/native-client.ts";

/** A public client, without a secret, like a program on a user's machine. */
export const PUBLIC_CLIENT = "actas-sandbox";
/** A client with a secret. Made up, so plain text. */
export const CONFIDENTIAL_CLIENT = { id: "actas-sandbox-confidential", secret: "sandbox-secret/oauth+client" } as const;

const REDIRECT_PATHS = ["/oauth2callback", "/oauth/callback"];

/** The clients of the credential server's provider. */
export const OAUTH_CLIENTS = [
  { ...nativeClient(PUBLIC_CLIENT, "actas in the sandbox", REDIRECT_PATHS), token_endpoint_auth_method: "none" },
  {
    ...nativeClient(CONFIDENTIAL_CLIENT.id, "actas with a client secret", REDIRECT_PATHS),
    token_endpoint_auth_method: "client_secret_basic",
    client_secret: CONFIDENTIAL_CLIENT.secret,
  },
];
