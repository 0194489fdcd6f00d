import { expect } from "bun:test";
import { Secret } from "../../src/base/secret.ts";
import type { Keycloak } from "../support/keycloak/keycloak.ts";
import type { KeycloakPerson } from "../support/keycloak/keycloak-person.ts";
import { keycloakTest } from "../support/keycloak/keycloak-test.ts";
import { PageBrowser } from "../support/people/page-browser.ts";
import { PeopleWorld } from "../support/people/people-world.ts";
import { testDatabase } from "../support/test-database.ts";

/** A test of a server behind Keycloak, where Ana is in two groups. */
function serverTest(
  name: string,
  body: (world: PeopleWorld, ana: KeycloakPerson, keycloak: Keycloak) => Promise<void>,
): void {
  keycloakTest(["postgres"], name, async (keycloak) => {
    await using store = await testDatabase();
    const clientId = `team-${crypto.randomUUID()}`;
    const provider = { issuer: keycloak.issuer, clientId, groupsSeconds: 0 };
    const settings = { provider, clientSecret: new Secret("s3cret") };
    await using world = await PeopleWorld.start(store.database, () => settings);
    await keycloak.addServer(clientId, "s3cret", `${world.url}oauth/signed-in`);
    await body(world, await keycloak.person("yoyodyne_accounting", "yoyodyne_engineering"), keycloak);
  });
}

/** Signs Ana in with her password, and returns her tokens. */
async function signIn(world: PeopleWorld, { username, password }: KeycloakPerson): Promise<Record<string, string>> {
  const browser = new PageBrowser();
  await browser.visit(world.authorizationUrl());
  const form = await browser.submit({ answer: "yes" });
  expect(form.url).toContain("/realms/yoyodyne/");
  const { url } = await browser.submit({ username, password });
  const answer = await world.redeem(new URL(url).searchParams.get("code") ?? "");
  return (await answer.json()) as Record<string, string>;
}

serverTest("a person of Keycloak is known with the groups that they have there now", async (world, ana, keycloak) => {
  const { access_token = "" } = await signIn(world, ana);
  const person = await world.personOf(access_token);
  expect(person).toMatchObject({ issuer: keycloak.issuer, name: ana.email, via: "code" });
  expect([...person.groups].sort()).toEqual(["yoyodyne_accounting", "yoyodyne_engineering"]);
  // Each refresh token of this realm is good once.
  for (const _ of [1, 2]) expect((await world.personOf(access_token, "now")).groups).toHaveLength(2);
  await keycloak.rotateKey();
  await ana.leaveGroup("yoyodyne_engineering");
  expect((await world.personOf(access_token, "now")).groups).toEqual(["yoyodyne_accounting"]);
});

serverTest("whom Keycloak signs out or does not let in any more is not known any more", async (world, ana) => {
  const first = await signIn(world, ana);
  await ana.endSessions();
  expect(await world.refusal(first.access_token ?? "", "now")).toEqual({ status: 401, code: "invalid_token" });
  const second = await signIn(world, ana);
  await ana.allow("disabled");
  expect(await world.refusal(second.access_token ?? "", "now")).toEqual({ status: 401, code: "invalid_token" });
  expect((await world.refresh(second.refresh_token ?? "")).status).toBe(400);
  await ana.allow("allowed");
});
