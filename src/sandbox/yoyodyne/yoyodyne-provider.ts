import type { ProviderPlan } from "../openid/provider-plan.ts";
import type { SignInSettings } from "../sign-in-settings.ts";
import { groupsOf } from "./groups.ts";
import { YOYODYNE_CLIENTS } from "./yoyodyne-clients.ts";
import { YOYODYNE_PATH } from "./yoyodyne-paths.ts";

/**
 * The OpenID provider of an organisation whose people sign in to AWS with ID tokens. Of a token only `aud`, `sub` and
 * `amr` reach the conditions of a trust policy: the groups are in `amr`, after the word for the second factor.
 */
export function yoyodyneProvider(settings: SignInSettings): ProviderPlan {
  return {
    service: "yoyodyne",
    mountPath: YOYODYNE_PATH,
    routes: {
      authorization: "/authorize",
      token: "/token",
      device_authorization: "/device",
      code_verification: "/enter-code",
      revocation: "/revoke",
      introspection: "/introspect",
      userinfo: "/userinfo",
      jwks: "/keys",
    },
    clients: YOYODYNE_CLIENTS,
    claims: { openid: ["sub", "amr"], profile: ["name"], email: ["email"], groups: ["groups"] },
    claimsInIdToken: true,
    lends: "the AWS roles of Yoyodyne",
    subjectOf: ({ id }) => `ad|Yoyodyne-LDAP|${id}`,
    claimsOf: (person) => ({
      name: person.name,
      email: person.email,
      groups: groupsOf(person, settings.values.furtherGroups),
    }),
    methodsOf: (person) => ["mfa", ...groupsOf(person, settings.values.furtherGroups)],
  };
}
