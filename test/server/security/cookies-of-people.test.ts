import { expect } from "bun:test";
import { Clock } from "../../../src/base/clock.ts";
import { Secret } from "../../../src/base/secret.ts";
import { createPeoplePart, type People } from "../../../src/server/people/create-people-part.ts";
import { testNeeding } from "../../support/needs.ts";
import { OAuthProgram } from "../../support/people/oauth-program.ts";
import { KEY } from "../../support/people/people-world.ts";
import { TestUpstream } from "../../support/people/upstream.ts";
import { testDatabase } from "../../support/test-database.ts";

const URL_OF_SERVER = "https://team.example/lend/";
const serverTest = testNeeding("postgres");
const LIMIT_MS = 60_000;

/** Has a server answer that people reach by https, at a path of its own, through a proxy. */
async function ask(people: People, address: string, init: RequestInit = {}): Promise<Response> {
  // The listener takes the path away that is before its own.
  const inner = new URL(address.replace(URL_OF_SERVER, "http://10.0.0.7:8321/"));
  const { method = "GET" } = init;
  const route = people.part.routes.find(
    ({ method: one, path }) =>
      one === method &&
      (path === inner.pathname || (path.endsWith("/*") && inner.pathname.startsWith(path.slice(0, -1)))),
  );
  if (!route) throw new Error(`nothing answers ${method} ${inner.pathname}`);
  const { signal } = new AbortController();
  return route.answer(new Request(inner.href, init), { address: "203.0.113.9", signal });
}

function cookieIn(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

serverTest(
  "behind https all cookies are for https, this host and no script, and addresses are those that people write",
  async () => {
    await using store = await testDatabase();
    await using upstream = await TestUpstream.start(`${URL_OF_SERVER}oauth/signed-in`);
    const tools = { database: store.database, audit: { record: async () => {} }, clock: new Clock(), log: () => {} };
    const people = await createPeoplePart(
      { ...tools, url: URL_OF_SERVER, replica: "one" },
      {
        keys: [new Secret(KEY)],
        clientSecret: new Secret("upstream-secret"),
        provider: { issuer: upstream.issuer, clientId: "team-server" },
        device: { clients: ["actas"] },
      },
    );
    // Whoever comes around the proxy cannot say where the server is.
    const headers = { host: "evil.example", "x-forwarded-host": "evil.example", "x-forwarded-proto": "http" };
    const first = await ask(people, new OAuthProgram(URL_OF_SERVER).authorizationUrl(), { headers });
    const question = first.headers.get("location") ?? "";
    expect(question).toStartWith("/lend/oauth/sign-in/");
    const away = await ask(people, new URL(question, URL_OF_SERVER).href, {
      method: "POST",
      body: "answer=yes",
      headers: { cookie: cookieIn(first), origin: "https://team.example", ...headers },
    });
    expect(new URL(away.headers.get("location") ?? "").searchParams.get("redirect_uri")).toBe(
      `${URL_OF_SERVER}oauth/signed-in`,
    );
    const page = await ask(people, `${URL_OF_SERVER}oauth/activate`, { headers });
    expect(await page.text()).toContain(`action="${URL_OF_SERVER}oauth/activate"`);
    const cookies = [first, away, page].flatMap((answer) => answer.headers.getSetCookie());
    expect(cookies.length).toBeGreaterThan(3);
    for (const cookie of cookies) {
      expect(cookie.toLowerCase()).toMatch(/; ?secure/);
      expect(cookie.toLowerCase()).toMatch(/; ?httponly/);
      expect(cookie.toLowerCase()).toMatch(/; ?samesite=lax/);
      expect(cookie.toLowerCase()).not.toContain("domain=");
      expect(cookie).toMatch(/^__(Host-[\w-]+=[^;]+;.*path=\/(;|$)|Secure-[\w-]+=[^;]+;.*path=\/lend\/oauth\/)/i);
    }
    const document = await ask(people, `${URL_OF_SERVER}oauth/.well-known/openid-configuration`, { headers });
    expect(await document.text()).not.toMatch(/evil|10\.0\.0\.7/);
  },
  LIMIT_MS,
);
