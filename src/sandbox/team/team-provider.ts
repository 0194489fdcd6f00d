import type { ProviderPlan } from "../openid/provider-plan.ts";
import { groupsOfMember, TEAM_PEOPLE } from "./team-people.ts";
import { CLIENT_SECRET, TEAM_CLIENT, TEAM_PATH } from "./team-settings.ts";

/**
 * Where the people of the team sign in: an OpenID provider for staff, of which the team's server is the one client.
 *
 * @param serverUrl - with a slash at its end
 */
export function teamProvider(serverUrl: string) {
  return {
    service: "staff",
    mountPath: TEAM_PATH,
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
    clients: [
      {
        client_id: TEAM_CLIENT,
        client_name: "The team's server",
        client_secret: CLIENT_SECRET,
        redirect_uris: [`${serverUrl}oauth/signed-in`],
        grant_types: ["authorization_code", "refresh_token"],
        response_types: ["code"],
      },
    ],
    claims: { openid: ["sub", "groups"], profile: ["name", "preferred_username"], email: ["email"] },
    claimsInIdToken: true,
    lends: "the AWS roles of your team",
    people: TEAM_PEOPLE,
    subjectOf: ({ id }) => `staff-${id}`,
    claimsOf: (person) => ({
      name: person.name,
      preferred_username: person.id,
      email: person.email,
      groups: groupsOfMember(person),
    }),
  } satisfies ProviderPlan;
}
