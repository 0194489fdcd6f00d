import { type TeamSettings, type TeamWorld, withTeam } from "../lending/team-world.ts";
import { PageBrowser } from "../people/page-browser.ts";
import type { Keycloak } from "./keycloak.ts";
import type { KeycloakPerson } from "./keycloak-person.ts";
import { keycloakTest } from "./keycloak-test.ts";

/** A team's server whose people sign in at Keycloak, and one of them. */
export interface KeycloakTeam extends TeamWorld {
  readonly keycloak: Keycloak;
  /** She is in the groups dev and ops. */
  readonly ana: KeycloakPerson;
  /** Follows an address as Ana's browser: she agrees, and signs in with her password; returns the last page. */
  agree(address: string): Promise<string>;
}

/** A test of the executable as a team's server behind Keycloak, with the sandbox as AWS. */
export function keycloakTeamTest(
  tools: readonly string[],
  name: string,
  body: (team: KeycloakTeam) => Promise<void>,
  settings: TeamSettings = {},
): void {
  keycloakTest([...tools, "postgres"], name, async (keycloak) => {
    const ana = await keycloak.person("dev", "ops");
    const clientId = `team-${crypto.randomUUID()}`;
    const secret = "s3cret";
    await withTeam(
      async (url) => {
        await keycloak.addServer(clientId, secret, `${url}oauth/signed-in`);
        return { ...settings, provider: { issuer: keycloak.issuer, clientId, secret } };
      },
      (team) => body({ ...team, keycloak, ana, agree: (address) => agree(ana, address) }),
    );
  });
}

async function agree({ username, password }: KeycloakPerson, address: string): Promise<string> {
  const browser = new PageBrowser("http://nowhere.example/");
  await browser.visit(address);
  await browser.submit({ answer: "yes" });
  return (await browser.submit({ username, password })).text;
}
