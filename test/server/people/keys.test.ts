import { expect } from "bun:test";
import { Secret } from "../../../src/base/secret.ts";
import { forgetExpired } from "../../../src/server/people/authorization/item-store.ts";
import { forgetOldKeys, signingKeys } from "../../../src/server/people/authorization/signing-keys.ts";
import { Sealer } from "../../../src/server/people/sealer.ts";
import type { Database } from "../../../src/server/store/database.ts";
import { KEY, PeopleWorld } from "../../support/people/people-world.ts";
import { peopleTest } from "../../support/people/server-test.ts";

const OTHER_KEY = Buffer.alloc(32, 9).toString("base64");

async function kids(database: Database, ...keys: readonly string[]): Promise<readonly (string | undefined)[]> {
  const sealer = await Sealer.of(keys.map((key) => new Secret(key)));
  return (await signingKeys(database, sealer)).keys.map(({ kid }) => kid);
}

function published(world: PeopleWorld): Promise<readonly { readonly kid: string; readonly d?: string }[]> {
  return fetch(`${world.url}oauth/jwks`).then(async (answer) => ((await answer.json()) as { keys: [] }).keys);
}

function kidOf(token: string): string {
  return (JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()) as { kid: string }).kid;
}

/** As when the last key has begun to sign so many hours ago. */
async function whenTheNextHasSigned(hours: number, database: Database): Promise<void> {
  await database.query(
    `UPDATE token_key SET signs_from = signs_from - make_interval(hours => $1)
       - ((SELECT max(signs_from) FROM token_key) - now())`,
    [hours],
  );
}

peopleTest(
  "two keys are published, one signs, and replicas that start at once agree on them",
  async (world, database) => {
    const all = await Promise.all(Array.from({ length: 10 }, () => kids(database, KEY)));
    expect(new Set(all.map((some) => some.join())).size).toBe(1);
    const keys = await published(world);
    expect(keys.map(({ kid }) => kid).sort()).toEqual([...(all[0] ?? [])].sort() as string[]);
    expect(keys).toHaveLength(2);
    expect(keys.some(({ d }) => d !== undefined)).toBe(false);
    expect(kidOf((await world.tokens()).access_token)).toBe(all[0]?.[0] ?? "");
  },
);

peopleTest(
  "after a month the next key signs, which was published all the while, and tokens of the one before are good",
  async (world, database) => {
    const [first, next] = await kids(database, KEY);
    const { access_token } = await world.tokens();
    await whenTheNextHasSigned(1, database);
    const [signing, ...others] = await kids(database, KEY);
    expect(signing).toBe(next);
    expect(others).toContain(first);
    expect(others).toHaveLength(2);
    await using other = await PeopleWorld.start(database, () => ({}), { share: world });
    expect(await other.refusal(access_token)).toBe("taken");
    // When the last token of it is long over, it is not published any more.
    await database.query("UPDATE token_key SET signs_from = signs_from - interval '24 hours'");
    expect(await kids(database, KEY)).not.toContain(first);
    await database.query("UPDATE token_key SET signs_from = signs_from - interval '24 hours'");
    await forgetOldKeys(database);
    const kept = await database.query<{ kid: string }>("SELECT kid FROM token_key");
    expect(kept.map(({ kid }) => kid).includes(first ?? "")).toBe(false);
    expect(kept).toHaveLength(2);
  },
);

peopleTest("a new key that seals stands beside the former, and then takes its place", async (world, database) => {
  const { access_token, refresh_token } = await world.tokens();
  const both = () => ({ keys: [new Secret(OTHER_KEY), new Secret(KEY)] });
  await using replica = await PeopleWorld.start(database, both, { share: world });
  expect(await replica.refusal(access_token)).toBe("taken");
  const { answer } = world;
  world.answer = (request) => replica.answer(request);
  expect((await world.refresh(refresh_token)).status).toBe(200);
  world.answer = answer;
  // The signing keys are sealed with it by now, so the former can be taken away.
  await expect(kids(database, KEY)).rejects.toThrow("they were sealed with another key");
  const without = () => ({ keys: [new Secret(OTHER_KEY)] });
  await using next = await PeopleWorld.start(database, without, { share: world });
  expect(await published(next)).toHaveLength(2);
});

peopleTest("what has expired is forgotten, and not before", async (world, database) => {
  const { refresh_token } = await world.tokens();
  await forgetExpired(database);
  const rows = async (): Promise<unknown> => (await database.query("SELECT count(*)::integer AS n FROM oauth_item"))[0];
  expect((await world.refresh(refresh_token)).status).toBe(200);
  await database.query("UPDATE oauth_item SET expires_at = now() - interval '2 hours'");
  await database.query("UPDATE sign_in SET expires_at = now() - interval '2 hours'");
  await forgetExpired(database);
  expect(await rows()).toEqual({ n: 0 });
  expect(await database.query("SELECT 1 FROM sign_in")).toEqual([]);
});
