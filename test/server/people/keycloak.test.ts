import { afterAll, beforeAll, expect, test } from "bun:test";
import { Secret } from "../../../src/base/secret.ts";
import { Keycloak, PERSON } from "../../support/keycloak.ts";
import { needs } from "../../support/needs.ts";
import { PageBrowser } from "../../support/people/page-browser.ts";
import { PeopleWorld } from "../../support/people/people-world.ts";
import { testDatabase } from "../../support/test-database.ts";

const TIMEOUT_MS = 120_000;
const START_MS = 150_000;

const cannot = needs("keycloak", "jdk", "setpriv", "postgres");
let keycloak: Keycloak;
beforeAll(async () => {
  if (!cannot) keycloak = await Keycloak.start();
}, START_MS);
afterAll(() => keycloak?.stop());

/** A test of a server behind Keycloak, where Ana is in two groups. */
function keycloakTest(name: string, body: (world: PeopleWorld) => Promise<void>): void {
  const run = async (): Promise<void> => {
    await using store = await testDatabase();
    const clientId = `team-${crypto.randomUUID()}`;
    const provider = { issuer: keycloak.issuer, clientId, groupsSeconds: 0 };
    const settings = { provider, clientSecret: new Secret("s3cret") };
    await using world = await PeopleWorld.start(store.database, () => settings);
    await keycloak.addServer(clientId, "s3cret", `${world.url}oauth/signed-in`);
    await body(world);
  };
  if (cannot) test.skip(`${name} # SKIPPED: ${cannot}`, run);
  else test(name, run, TIMEOUT_MS);
}

/** Signs Ana in with her password, and returns her tokens. */
async function signIn(world: PeopleWorld): Promise<Record<string, string>> {
  const browser = new PageBrowser();
  await browser.visit(world.authorizationUrl());
  const form = await browser.submit({ answer: "yes" });
  expect(form.url).toStartWith(keycloak.issuer);
  const { url } = await browser.submit({ ...PERSON });
  const answer = await world.redeem(new URL(url).searchParams.get("code") ?? "");
  return (await answer.json()) as Record<string, string>;
}

keycloakTest("a person of Keycloak is known with the groups that they have there now", async (world) => {
  const { access_token = "" } = await signIn(world);
  const person = await world.personOf(access_token);
  expect(person).toMatchObject({ issuer: keycloak.issuer, name: "ana@example.com", via: "code" });
  expect([...person.groups].sort()).toEqual(["yoyodyne_accounting", "yoyodyne_engineering"]);
  // Each refresh token of this realm is good once.
  for (const _ of [1, 2]) expect((await world.personOf(access_token, "now")).groups).toHaveLength(2);
  await keycloak.rotateKey();
  await keycloak.leaveGroup("yoyodyne_engineering");
  expect((await world.personOf(access_token, "now")).groups).toEqual(["yoyodyne_accounting"]);
});

keycloakTest("whom Keycloak signs out or does not let in any more is not known any more", async (world) => {
  const first = await signIn(world);
  await keycloak.endSessions();
  expect(await world.refusal(first.access_token ?? "", "now")).toEqual({ status: 401, code: "invalid_token" });
  const second = await signIn(world);
  await keycloak.allow("disabled");
  expect(await world.refusal(second.access_token ?? "", "now")).toEqual({ status: 401, code: "invalid_token" });
  expect((await world.refresh(second.refresh_token ?? "")).status).toBe(400);
  await keycloak.allow("allowed");
});
