import { expect, test } from "bun:test";
import { LendingWorld } from "../../support/lending/lending-world.ts";
import { PEOPLE } from "../../support/lending/people-by-token.ts";

const REBUILD = "rebuild-group-role-map";

function post(world: LendingWorld, path: string, body: unknown): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return fetch(world.front.url + path, { method: "POST", headers, body: JSON.stringify(body) });
}
const said = async (answer: Response) => [answer.status, await answer.json()];

test("roles that a token is good for come with the aliases of their accounts, whatever key is sent (Z-45, Z-51)", async () => {
  await using world = await LendingWorld.start();
  await world.mintRole("Direct", { mode: "pass" });
  await world.mintRole("Dev");
  const answer = await post(world, "roles", { token: `id-${PEOPLE.ana}`, key: { keys: [] }, cache: false });
  expect([answer.headers.get("content-type"), answer.headers.get("cache-control")]).toEqual([
    "application/json",
    "no-store",
  ]);
  expect(await said(answer)).toEqual([
    200,
    { roles: ["arn:aws:iam::111122223333:role/Direct"], aliases: { "111122223333": ["111122223333"] } },
  ]);
});

test("no key of the caller's makes a token good, and an access token is none (Z-51)", async () => {
  await using world = await LendingWorld.start();
  for (const token of ["forged", PEOPLE.ana])
    expect(await said(await post(world, "roles", { token, key: { keys: [{ kty: "oct", k: "c2VjcmV0" }] } }))).toEqual([
      401,
      { error: "sign in again" },
    ]);
});

test.each([[{}], [{ token: 7 }], [{ token: "" }], ["text"], [[]], [null]])(
  "a body of %p is refused with words (Z-46)",
  async (body) => {
    await using world = await LendingWorld.start();
    expect(await said(await post(world, "roles", body))).toEqual([
      400,
      { error: 'the body must be JSON such as {"token": "…"}' },
    ]);
  },
);

test("aliases are for who is signed in, or for everybody if it is so configured (Z-47)", async () => {
  await using world = await LendingWorld.start();
  const aliases = { "111122223333": ["main"], "444455556666": ["444455556666"] };
  expect((await fetch(`${world.front.url}account-aliases`)).status).toBe(401);
  expect(await said(await world.get("account-aliases"))).toEqual([200, aliases]);
  world.configure({ mozilla: { aliases: "everybody" } });
  expect(await said(await fetch(`${world.front.url}account-aliases`))).toEqual([200, aliases]);
});

test("who may have the map rebuilt is configured, and the last run says how soon (Z-48, Z-53)", async () => {
  await using world = await LendingWorld.start({ mozilla: { rebuilders: ["ad|Example|an*"] } });
  const ask = async (who: string) => post(world, REBUILD, { token: `id-${who}`, key: {} });
  expect(await said(await ask(PEOPLE.ana))).toEqual([200, { status: "success : 202" }]);
  expect(await said(await ask(PEOPLE.ben))).toEqual([403, { error: "you may not have the role map rebuilt" }]);
  world.rebuilt = { answer: "too-soon", secondsLeft: 123 };
  const refused = await ask(PEOPLE.ana);
  expect(refused.headers.get("retry-after")).toBe("123");
  expect(await said(refused)).toEqual([
    429,
    { error: "the role map was rebuilt within five minutes; try again in 123 seconds" },
  ]);
  world.configure({});
  expect((await ask(PEOPLE.ana)).status).toBe(403);
  world.configure({ mozilla: { rebuilders: ["ad|Example|an"] } });
  expect((await ask(PEOPLE.ana)).status).toBe(403);
});
