import { expect } from "bun:test";
import { peopleTest } from "../../support/people/server-test.ts";

const groups = (count: number): string[] => Array.from({ length: count }, (_, number) => `a-group-of-many-${number}`);

peopleTest("a person in thousands of groups signs in, though AWS would not take such a token", async (world) => {
  world.upstream.people.set("ana", { groups: groups(3_000), email: "ana@example.com" });
  const { access_token: token } = await world.tokens();
  expect((await world.personOf(token)).groups).toHaveLength(3_000);
  // Asked again, the provider sends as long a token.
  world.ahead = 61_000;
  expect((await world.personOf(token, "now")).groups).toHaveLength(3_000);
});

peopleTest("a token that is too long even for the server is not read, and the log says so", async (world) => {
  world.upstream.people.set("ana", { groups: groups(4_900).map((name) => name.repeat(3)), email: "ana@example.com" });
  await world.signIn().catch(() => {});
  expect(world.said.join("\n")).toMatch(/has \d{6} characters, and this server takes at most 262144/);
  expect(world.audit).toEqual([]);
});
