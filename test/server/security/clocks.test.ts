import { expect } from "bun:test";
import { PeopleWorld } from "../../support/people/people-world.ts";
import { peopleTest } from "../../support/people/server-test.ts";

const AHEAD_MS = 4 * 60_000;

peopleTest("groups that a replica heard whose clock is ahead count no longer than others", async (world, database) => {
  const { access_token } = await world.tokens();
  await using ahead = await PeopleWorld.start(database, () => ({}), { share: world });
  ahead.ahead = AHEAD_MS;
  expect((await ahead.personOf(access_token, "now")).groups).toEqual(["dev", "ops"]);
  world.upstream.people.set("ana", { groups: ["guests"], email: "ana@example.com" });
  expect((await world.personOf(access_token, "now")).groups).toEqual(["guests"]);
});

peopleTest("a clock that is set back makes no groups young", async (world) => {
  const { access_token } = await world.tokens();
  world.ahead = AHEAD_MS;
  expect((await world.personOf(access_token, "now")).groups).toEqual(["dev", "ops"]);
  world.upstream.people.set("ana", { groups: ["guests"], email: "ana@example.com" });
  world.ahead = 0;
  expect((await world.personOf(access_token, "now")).groups).toEqual(["guests"]);
});
