import type { ProviderPlan } from "../openid/provider-plan.ts";
import { MOUNT_PATH } from "./lend-paths.ts";
import { OAUTH_CLIENTS } from "./oauth-clients.ts";

/** The credential server's OpenID provider; it is mounted where the server is. */
export const LEND_PROVIDER: ProviderPlan = {
  service: "oauth",
  mountPath: MOUNT_PATH,
  // The defaults of a credential server's clients, where they have one.
  routes: {
    authorization: "/oauth/authorize",
    token: "/oauth/token",
    device_authorization: "/oauth/device",
    code_verification: "/oauth/enter-code",
    revocation: "/oauth/revoke",
    introspection: "/oauth/introspect",
    userinfo: "/oauth/userinfo",
    jwks: "/oauth/jwks",
  },
  clients: OAUTH_CLIENTS,
  claims: { profile: ["name"], email: ["email"] },
  claimsInIdToken: false,
  lends: "the roles of the credential server",
  subjectOf: ({ id }) => id,
  claimsOf: ({ name, email }) => ({ name, email }),
};
