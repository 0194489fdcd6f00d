import { expect } from "bun:test";
import { REDIRECT_URI } from "../../support/people/oauth-program.ts";
import { PageBrowser } from "../../support/people/page-browser.ts";
import { PeopleWorld } from "../../support/people/people-world.ts";
import { peopleTest } from "../../support/people/server-test.ts";

const AT_ONCE = 100;

function statuses(answers: readonly Response[]): Readonly<Record<number, number>> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

/** The tokens in the one answer that has some. */
async function won(answers: readonly Response[]): Promise<Record<string, string>> {
  const answer = answers.find(({ ok }) => ok);
  return answer ? ((await answer.json()) as Record<string, string>) : {};
}

peopleTest(
  "of a hundred who redeem one code at once, on two replicas, one succeeds, and nobody keeps anything",
  async (world, database) => {
    await using other = await PeopleWorld.start(database, () => ({}), { share: world });
    const code = (await world.signIn()).searchParams.get("code") ?? "";
    const each = Array.from({ length: AT_ONCE }, (_, index) => (index % 2 === 0 ? world : other).redeem(code));
    const answers = await Promise.all(each);
    expect(statuses(answers)).toEqual({ 200: 1, 400: AT_ONCE - 1 });
    const { access_token, refresh_token } = await won(answers);
    expect((await world.refresh(refresh_token ?? "")).status).toBe(400);
    expect(await world.refusal(access_token ?? "")).toMatchObject({ status: 401 });
    expect([...world.said, ...other.said].join("\n")).toMatch(/a code of the sign-in \S+ came twice/);
  },
);

peopleTest("of a hundred who use one refresh token at once one succeeds, and its family is dead", async (world) => {
  const { refresh_token } = await world.tokens();
  const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => world.refresh(refresh_token)));
  expect(statuses(answers)).toEqual({ 200: 1, 400: AT_ONCE - 1 });
  const next = await won(answers);
  expect((await world.refresh(next.refresh_token ?? "")).status).toBe(400);
  expect(await world.refusal(next.access_token ?? "")).toMatchObject({ status: 401 });
});

peopleTest("a code that is shown a second time takes back what the first got", async (world) => {
  const code = (await world.signIn()).searchParams.get("code") ?? "";
  const first = (await (await world.redeem(code)).json()) as Record<string, string>;
  expect(await world.refusal(first.access_token ?? "")).toBe("taken");
  expect((await world.redeem(code)).status).toBe(400);
  expect(await world.refusal(first.access_token ?? "")).toMatchObject({ status: 401 });
});

peopleTest("a refresh token that is shown a second time ends the sign-in of thief and owner", async (world) => {
  const { refresh_token: stolen } = await world.tokens();
  const owner = (await (await world.refresh(stolen)).json()) as Record<string, string>;
  expect((await world.refresh(stolen)).status).toBe(400);
  expect((await world.refresh(owner.refresh_token ?? "")).status).toBe(400);
  expect(await world.refusal(owner.access_token ?? "")).toMatchObject({ status: 401 });
});

peopleTest("a refresh token is of use to its own client only", async (world) => {
  const { refresh_token } = await world.tokens();
  expect((await world.refresh(refresh_token, { client_id: "mairu" })).status).toBe(400);
  expect((await world.refresh(refresh_token, { client_id: "unknown" })).status).toBe(401);
});

for (const [what, more] of [
  ["without a challenge", { code_challenge: "", code_challenge_method: "" }],
  ["with a challenge that is the verifier", { code_challenge: "v".repeat(64), code_challenge_method: "plain" }],
  ["for a token in the address", { response_type: "token" }],
  ["for an ID token in the address", { response_type: "id_token", nonce: "n" }],
  ["for another server's API", { resource: "https://elsewhere.example/" }],
] as const) {
  peopleTest(`a sign-in ${what} is refused before anybody is asked`, async (world) => {
    const browser = new PageBrowser();
    const { url } = await browser.visit(world.authorizationUrl(more));
    expect(url).toStartWith(REDIRECT_URI);
    expect(new URL(url.replace("#", "?")).searchParams.get("error")).toMatch(
      /^(invalid_request|unsupported_response_type|unauthorized_client|invalid_target)$/,
    );
  });
}

peopleTest("a code is of no use without its verifier, nor at another address", async (world) => {
  const fields = { grant_type: "authorization_code", client_id: "actas", redirect_uri: REDIRECT_URI };
  for (const more of [{}, { code_verifier: "w".repeat(64) }]) {
    const code = (await world.signIn()).searchParams.get("code") ?? "";
    expect((await world.token({ ...fields, code, ...more })).status).toBe(400);
  }
  const code = (await world.signIn()).searchParams.get("code") ?? "";
  const elsewhere = {
    ...fields,
    code,
    code_verifier: "v".repeat(64),
    redirect_uri: "http://127.0.0.1:2/oauth/callback",
  };
  expect((await world.token(elsewhere)).status).toBe(400);
});

const EVIL = [
  "https://evil.example/oauth/callback",
  "http://127.0.0.1:1/oauth/callback/../evil",
  "http://127.0.0.1:1@evil.example/oauth/callback",
  "http://127.0.0.1.evil.example/oauth/callback",
  "http://evil.example#@127.0.0.1/oauth/callback",
  "http://127.0.0.1:1\\@evil.example/oauth/callback",
  "http://127.0.0.1:1/other",
  "http://127.0.0.1:1/oauth/callback#fragment",
  "http://127.0.0.1:1/oauth/callback?more=1",
  "https://127.0.0.1:1/oauth/callback",
  "javascript:alert(1)",
  "data:text/html,x",
  "//evil.example/oauth/callback",
  "",
];

peopleTest("a browser is sent back to loopback at a path that is known, and never anywhere else", async (world) => {
  for (const redirect_uri of EVIL) {
    const answer = await fetch(world.authorizationUrl({ redirect_uri }), { redirect: "manual" });
    expect([redirect_uri, answer.status, answer.headers.get("location")]).toEqual([redirect_uri, 400, null]);
    expect(await answer.text()).not.toContain("<script");
  }
});

peopleTest(
  "what is kept in the database opens nothing: neither codes nor tokens are in it",
  async (world, database) => {
    const code = (await world.signIn()).searchParams.get("code") ?? "";
    const { access_token = "", refresh_token = "" } = (await (await world.redeem(code)).json()) as Record<
      string,
      string
    >;
    const pending = await world.signIn();
    const tables = ["sign_in", "oauth_item", "sent_to_provider", "token_key"];
    const rows = await Promise.all(tables.map((table) => database.query(`SELECT * FROM ${table}`)));
    const text = JSON.stringify(rows);
    expect(text.length).toBeGreaterThan(1_000);
    for (const secret of [code, access_token, refresh_token, pending.searchParams.get("code") ?? "", '"d":']) {
      expect(text).not.toContain(secret);
    }
    expect(text).toContain("ana@example.com");
  },
);

peopleTest(
  "sign-ins that begin in great number at one address fill no database, and are in nobody else's way",
  async (world, database) => {
    world.address = "203.0.113.9";
    const begin = async (): Promise<number> => (await fetch(world.authorizationUrl(), { redirect: "manual" })).status;
    const answers = await Promise.all(Array.from({ length: 400 }, begin));
    expect(new Set(answers)).toEqual(new Set([303, 429]));
    const [kept] = await database.query<{ n: number }>("SELECT count(*)::integer AS n FROM oauth_item");
    expect(kept?.n).toBeLessThan(340);
    world.address = "198.51.100.7";
    expect(await begin()).toBe(303);
  },
);

peopleTest(
  "whoever renews a sign-in again and again fills no database, and what was used lately is known",
  async (world, database) => {
    const first = await world.tokens();
    const { refresh_token } = (await (await world.refresh(first.refresh_token)).json()) as { refresh_token: string };
    // As if it had been renewed a thousand times before.
    await database.query(
      `INSERT INTO oauth_item (kind, id_hash, content, grant_hash, sign_in, stage, expires_at, consumed_at)
     SELECT kind, 'made-up ' || n, content, grant_hash, sign_in, stage, expires_at, now() - interval '1 hour' - n * interval '1 second'
     FROM oauth_item, generate_series(1, 1000) AS n WHERE kind = 'RefreshToken' AND consumed_at IS NOT NULL`,
    );
    expect((await world.refresh(refresh_token)).status).toBe(200);
    const [kept] = await database.query<{ n: number }>(
      "SELECT count(*)::integer AS n FROM oauth_item WHERE kind = 'RefreshToken'",
    );
    expect(kept?.n).toBe(501);
    expect((await world.refresh(refresh_token)).status).toBe(400);
    expect(world.said.join("\n")).toContain("came twice");
  },
);
