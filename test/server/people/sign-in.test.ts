import { expect } from "bun:test";
import { testNeeding } from "../../support/needs.ts";
import { PeopleWorld } from "../../support/people/people-world.ts";
import { testDatabase } from "../../support/test-database.ts";

const serverTest = testNeeding("postgres");

serverTest("a person who signs in at the provider is known by an access token, groups and all", async () => {
  await using store = await testDatabase();
  await using world = await PeopleWorld.start(store.database);
  const tokens = await world.tokens();
  expect(tokens).toMatchObject({ token_type: "Bearer", expires_in: 300, scope: "profile" });
  const person = await world.personOf(tokens.access_token);
  expect(person).toMatchObject({
    issuer: world.upstream.issuer,
    subject: "ana",
    name: "ana@example.com",
    groups: ["dev", "ops"],
    via: "code",
    client: "actas",
  });
  expect(world.audit).toMatchObject([{ event: "signed-in", subject: "ana", client: "actas", address: "127.0.0.1" }]);
});
