/** Where the credential server is mounted; its base URL ends with a slash. */
export const MOUNT_PATH = "/lend";
export const LEND_PATH = `${MOUNT_PATH}/`;
/** Where the provider sends a browser for its sign-in page; the id of the interaction follows. */
export const SIGN_IN_PATH = `${LEND_PATH}sign-in/`;

/** The provider's endpoints below the base URL: the defaults of a credential server's clients, where they have one. */
export const PROVIDER_ROUTES = {
  authorization: "/oauth/authorize",
  token: "/oauth/token",
  device_authorization: "/oauth/device",
  code_verification: "/oauth/enter-code",
  revocation: "/oauth/revoke",
  introspection: "/oauth/introspect",
  userinfo: "/oauth/userinfo",
  jwks: "/oauth/jwks",
} as const;
