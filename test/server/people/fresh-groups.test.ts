import { expect } from "bun:test";
import { PeopleWorld } from "../../support/people/people-world.ts";
import { peopleTest } from "../../support/people/server-test.ts";

const MINUTE_MS = 60_000;

/** How often the provider was asked for tokens. */
function renewals({ upstream }: PeopleWorld): number {
  return upstream.asked.filter((path) => path === "/token").length - 1;
}

peopleTest("a group that was taken away does not count a minute later, and a new one does", async (world) => {
  const { access_token } = await world.tokens();
  world.upstream.people.set("ana", { groups: ["dev", "new"], email: "ana@example.com" });
  expect((await world.personOf(access_token, "now")).groups).toEqual(["dev", "ops"]);
  world.ahead += MINUTE_MS + 1_000;
  expect((await world.personOf(access_token, "held")).groups).toEqual(["dev", "ops"]);
  expect((await world.personOf(access_token, "now")).groups).toEqual(["dev", "new"]);
  expect((await world.personOf(access_token, "held")).groups).toEqual(["dev", "new"]);
  expect(renewals(world)).toBe(1);
});

peopleTest("the provider's refresh tokens are good once, and are used again and again", async (world) => {
  const { access_token } = await world.tokens();
  for (const groups of [["a"], ["b"], ["c"]]) {
    world.upstream.people.set("ana", { groups });
    world.ahead += MINUTE_MS + 1_000;
    expect((await world.personOf(access_token, "now")).groups).toEqual(groups);
  }
});

peopleTest("of many loans at once, on two replicas, one asks the provider", async (world, database) => {
  const { access_token } = await world.tokens();
  await using other = await PeopleWorld.start(database, () => ({}), { share: world });
  world.ahead = other.ahead = MINUTE_MS + 1_000;
  world.upstream.people.set("ana", { groups: ["late"] });
  const worlds = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? world : other));
  const people = await Promise.all(worlds.map((one) => one.personOf(access_token, "now")));
  expect(people.every(({ groups }) => groups.join() === "late")).toBe(true);
  expect(renewals(world)).toBe(1);
});

peopleTest("whom the provider does not know any more has no sign-in any more", async (world) => {
  const { access_token, refresh_token } = await world.tokens();
  world.upstream.people.delete("ana");
  world.ahead = MINUTE_MS + 1_000;
  expect(await world.refusal(access_token, "now")).toEqual({ status: 401, code: "invalid_token" });
  expect(await world.refusal(access_token, "held")).toEqual({ status: 401, code: "invalid_token" });
  world.ahead = 0;
  expect((await world.refresh(refresh_token)).status).toBe(400);
});

peopleTest("while the provider is down nothing is lent on old groups, and then it is", async (world) => {
  const { access_token } = await world.tokens();
  world.upstream.down = 503;
  world.ahead = MINUTE_MS + 1_000;
  expect(await world.refusal(access_token, "now")).toEqual({ status: 503, code: "temporarily_unavailable" });
  expect(await world.refusal(access_token, "held")).toBe("taken");
  const before = world.upstream.asked.length;
  for (const _ of [1, 2, 3]) expect(await world.refusal(access_token, "now")).toMatchObject({ status: 503 });
  expect(world.upstream.asked.length).toBe(before);
  world.upstream.down = undefined;
  await expect(untilTaken(world, access_token)).resolves.toMatchObject({ groups: ["dev", "ops"] });
});

async function untilTaken(world: PeopleWorld, token: string): Promise<unknown> {
  for (;;) {
    if ((await world.refusal(token, "now")) === "taken") return world.personOf(token, "held");
    await Bun.sleep(100);
  }
}

peopleTest(
  "where the configuration wants it, groups may be older while the provider is down",
  async (world) => {
    const { access_token } = await world.tokens();
    const { issuer } = world.upstream;
    expect(issuer).toStartWith("http://127.0.0.1");
    world.upstream.down = 503;
    world.ahead = MINUTE_MS + 1_000;
    expect((await world.personOf(access_token, "now")).groups).toEqual(["dev", "ops"]);
    world.ahead = 4 * MINUTE_MS;
    expect(await world.refusal(access_token, "now")).toMatchObject({ status: 503 });
  },
  (issuer) => ({ provider: { issuer, clientId: "team-server", outageSeconds: 200 } }),
);

for (const [what, person, words] of [
  ["were left out because they are too many", { hasgroups: true }, "they are too many"],
  ["are no names", { groups: [{ name: "ops" }] }, "not a list of names"],
] as const) {
  peopleTest(`groups that ${what} are said, and count for nothing`, async (world) => {
    const { access_token } = await world.tokens();
    world.upstream.people.set("ana", person);
    world.ahead = MINUTE_MS + 1_000;
    expect(await world.refusal(access_token, "now")).toEqual({ status: 403, code: "access_denied" });
    expect(world.said.join("\n")).toContain(words);
  });
}

peopleTest("a person without the claim for groups has none, and the log says so once", async (world) => {
  world.upstream.people.set("ana", { email: "ana@example.com" });
  const { access_token } = await world.tokens();
  expect((await world.personOf(access_token)).groups).toEqual([]);
  await world.tokens();
  expect(world.said.filter((line) => line.includes("`groups`"))).toHaveLength(1);
});

peopleTest(
  "a provider that takes requests and never answers is down, and nobody has to wait for it again",
  async (world) => {
    const { access_token } = await world.tokens();
    world.upstream.isSilent = true;
    world.ahead = MINUTE_MS + 1_000;
    expect(await world.refusal(access_token, "now")).toEqual({ status: 503, code: "temporarily_unavailable" });
    expect(world.said.at(-1)).toContain("no answer within 5 seconds");
    const before = world.upstream.asked.length;
    expect(await world.refusal(access_token, "now")).toMatchObject({ status: 503 });
    expect(world.upstream.asked.length).toBe(before);
    world.upstream.isSilent = false;
    await expect(untilTaken(world, access_token)).resolves.toMatchObject({ groups: ["dev", "ops"] });
  },
);
