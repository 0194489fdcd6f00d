import { expect, test } from "bun:test";
import { Clock } from "../../../src/base/clock.ts";
import { Secret } from "../../../src/base/secret.ts";
import { HttpRefusal } from "../../../src/server/http-refusal.ts";
import { createPeoplePart } from "../../../src/server/people/create-people-part.ts";
import type { PeopleSettings } from "../../../src/server/people/people-settings.ts";
import type { Person } from "../../../src/server/people/person.ts";
import type { ServerTools } from "../../../src/server/server-tools.ts";
import { testNeeding } from "../../support/needs.ts";
import { Prover } from "../../support/people/prover.ts";
import { TokenMaker } from "../../support/people/token-maker.ts";
import { testDatabase } from "../../support/test-database.ts";

const URL_OF_SERVER = "https://team.example/";
const OF_ANA = { aud: URL_OF_SERVER, client_id: "actas", groups: ["dev"], email: "ana@example.com" };

function toolsOf(clock = new Clock()): ServerTools {
  const unused = { kind: "embedded", query: refuse, transaction: refuse, close: refuse } as const;
  return { database: unused, audit: { record: refuse }, clock, log: () => {}, url: URL_OF_SERVER, replica: "one" };
}

function refuse(): never {
  throw new Error("nothing of this is needed");
}

/** A server that believes an authorization server which was there before. */
async function believing(maker: TokenMaker, more: object = {}, clock?: Clock) {
  const { bouncer, part } = await createPeoplePart(toolsOf(clock), {
    authorizationServer: { issuer: maker.issuer, ...more },
  });
  const personOf = (token: string, freshness: "held" | "now" = "held"): Promise<Person> =>
    bouncer.personOf(new Request(URL_OF_SERVER, { headers: { authorization: `Bearer ${token}` } }), freshness);
  return { personOf, part };
}

function statusOf(person: Promise<Person>): Promise<unknown> {
  return person.then(
    () => "taken",
    (error: unknown) => (error instanceof HttpRefusal ? error.status : error),
  );
}

test("behind another authorization server its tokens say who asks, and nothing else is answered", async () => {
  await using maker = await TokenMaker.start();
  const { part, personOf } = await believing(maker);
  expect(part.routes).toEqual([]);
  expect(await personOf(await maker.token(OF_ANA, "at+jwt"))).toMatchObject({
    issuer: maker.issuer,
    subject: "ana",
    name: "ana@example.com",
    groups: ["dev"],
    via: "token",
    client: "actas",
  });
});

test("the rules for its tokens are as strict as for ours", async () => {
  await using maker = await TokenMaker.start();
  const { personOf } = await believing(maker);
  const now = Math.floor(Date.now() / 1000);
  expect(await statusOf(personOf(await maker.token(OF_ANA, "JWT")))).toBe(401);
  const wrong = [
    { aud: [URL_OF_SERVER, "other"] },
    { aud: "other" },
    { iss: `${maker.issuer}/` },
    { exp: now + 10 * 365 * 24 * 3_600 },
    { exp: undefined },
    { iat: now + 300, exp: now + 600 },
    { client_id: undefined },
    { cnf: { jkt: "x" } },
  ];
  for (const claims of wrong) {
    expect([claims, await statusOf(personOf(await maker.token({ ...OF_ANA, ...claims } as never, "at+jwt")))]).toEqual([
      claims,
      401,
    ]);
  }
});

testNeeding("postgres")("a token that is bound to a key counts with a proof alone, as our own do", async () => {
  await using maker = await TokenMaker.start();
  await using store = await testDatabase();
  const { bouncer } = await createPeoplePart(
    { ...toolsOf(), database: store.database },
    { authorizationServer: { issuer: maker.issuer } },
  );
  const [owner, thief] = await Promise.all([Prover.create(), Prover.create()]);
  const bound = { ...OF_ANA, cnf: { jkt: owner.thumbprint } };
  const token = await maker.token(bound, "at+jwt");
  const ask = (shown: string, dpop?: string, scheme = "DPoP", freshness: "held" | "now" = "held"): Promise<unknown> => {
    const headers = { authorization: `${scheme} ${shown}`, ...(dpop !== undefined && { dpop }) };
    return statusOf(bouncer.personOf(new Request(`${URL_OF_SERVER}roles`, { headers }), freshness));
  };
  const proofBy = (prover: Prover, of = token): Promise<string> =>
    prover.proof("GET", `${URL_OF_SERVER}roles`, { token: of });
  expect(await ask(token, undefined, "Bearer")).toBe(401);
  expect(await ask(token)).toBe(401);
  expect(await ask(token, await proofBy(thief))).toBe(401);
  const proof = await proofBy(owner);
  expect(await ask(token, proof)).toBe("taken");
  expect(await ask(token, proof)).toBe(401);
  // The authorization server could not be shown it by anybody else.
  const iat = Math.floor(Date.now() / 1000) - 90;
  const old = await maker.token({ ...bound, iat, exp: iat + 600 }, "at+jwt");
  maker.userInfo = { sub: "ana", groups: ["dev"] };
  expect(await ask(old, await proofBy(owner, old), "DPoP", "now")).toBe(401);
  expect(maker.asked).not.toContain("/me");
});

test("groups in a token that is a minute old are asked for again before a role is lent", async () => {
  await using maker = await TokenMaker.start();
  const { personOf } = await believing(maker);
  const iat = Math.floor(Date.now() / 1000) - 90;
  const token = await maker.token({ ...OF_ANA, iat, exp: iat + 600 }, "at+jwt");
  expect((await personOf(token, "held")).groups).toEqual(["dev"]);
  maker.userInfo = { sub: "ana", groups: ["ops"] };
  expect((await personOf(token, "now")).groups).toEqual(["ops"]);
  maker.userInfo = { sub: "ana" };
  expect(await personOf(token, "now")).toMatchObject({ groups: [], name: "ana@example.com" });
  maker.userInfo = { sub: "bob", groups: ["ops"] };
  expect(await statusOf(personOf(token, "now"))).toBe(503);
  maker.userInfo = undefined;
  expect(await statusOf(personOf(token, "now"))).toBe(401);
  maker.instead.set("/me", () => new Response("", { status: 502 }));
  expect(await statusOf(personOf(token, "now"))).toBe(503);
});

test("where it says nothing more of people, old groups do not count", async () => {
  await using maker = await TokenMaker.start();
  maker.changed.userinfo_endpoint = undefined;
  const { personOf } = await believing(maker);
  const iat = Math.floor(Date.now() / 1000) - 90;
  const token = await maker.token({ ...OF_ANA, iat, exp: iat + 600 }, "at+jwt");
  expect(await statusOf(personOf(token, "now"))).toBe(401);
  const patient = await believing(maker, { groupsSeconds: 600 });
  expect((await patient.personOf(token, "now")).groups).toEqual(["dev"]);
});

test("keys and documents that cannot be read make nobody known, and nobody signed out", async () => {
  await using maker = await TokenMaker.start();
  const { personOf } = await believing(maker);
  maker.instead.set("/jwks", () => new Response("<html>", { status: 200 }));
  expect(await statusOf(personOf(await maker.token(OF_ANA, "at+jwt")))).toBe(503);
});

test("a flood of tokens with made-up keys has its keys read once", async () => {
  await using maker = await TokenMaker.start();
  const { personOf } = await believing(maker);
  expect(await statusOf(personOf(await maker.token(OF_ANA, "at+jwt")))).toBe("taken");
  const token = async (index: number): Promise<string> => maker.token(OF_ANA, "at+jwt", { kid: `made-up-${index}` });
  const answers = await Promise.all(
    Array.from({ length: 200 }, async (_, index) => statusOf(personOf(await token(index)))),
  );
  expect(new Set(answers)).toEqual(new Set([401]));
  expect(maker.asked.filter((path) => path === "/jwks")).toHaveLength(1);
});

test.each<[string, PeopleSettings, string]>([
  ["nobody who vouches", {}, "it says nobody who vouches"],
  [
    "two who vouch",
    { provider: { issuer: "https://a.example", clientId: "x" }, authorizationServer: { issuer: "https://b.example" } },
    "it has both",
  ],
  ["no key", { provider: { issuer: "https://a.example", clientId: "x" } }, "there is no key"],
  [
    "a short key",
    { provider: { issuer: "https://a.example", clientId: "x" }, keys: [new Secret("c2hvcnQ=")] },
    "it is not 32 bytes",
  ],
])("a configuration with %s is an error at the start", async (_, settings, words) => {
  await expect(createPeoplePart(toolsOf(), settings)).rejects.toThrow(words);
});
