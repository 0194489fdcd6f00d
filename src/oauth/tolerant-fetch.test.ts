import { afterEach, expect, test } from "bun:test";
import { normalised, tolerantFetch } from "./tolerant-fetch.ts";

const context = { source: "contoso", action: 'sign in to "contoso"', origin: "contoso.json" };
let server: Bun.Server<undefined> | undefined;
afterEach(() => server?.stop(true));

async function ask(answer: (request: Request) => Response | Promise<Response>): Promise<Response> {
  server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: answer });
  const body = new URLSearchParams({ grant_type: "refresh_token" });
  return tolerantFetch(context)(`http://127.0.0.1:${server.port}/token`, {
    method: "POST",
    headers: {},
    body,
    redirect: "manual",
  });
}

test.each([
  ["numbers as text", { device_code: "d", expires_in: "600", interval: "7" }, { expires_in: 600, interval: 7 }],
  ["no interval", { device_code: "d" }, { interval: 5 }],
  ["an interval of null", { device_code: "d", interval: null }, { interval: 5 }],
  ["an interval of 0", { device_code: "d", interval: 0 }, { interval: 5 }],
  ["a negative interval", { device_code: "d", interval: -1 }, { interval: 5 }],
  ["a very short interval", { device_code: "d", interval: 1 }, { interval: 5 }],
  [
    "the name of a draft",
    { device_code: "d", verification_url: "https://a.example/" },
    { verification_uri: "https://a.example/" },
  ],
  [
    "both names",
    { device_code: "d", verification_url: "https://a.example/", verification_uri: "https://b.example/" },
    { verification_uri: "https://b.example/" },
  ],
  ["a lifetime as text", { access_token: "t", expires_in: "3600" }, { expires_in: 3600 }],
])("%s: put right", (_what, body, expected) => {
  expect(normalised(body)).toMatchObject(expected);
});

test("of an ID token only the person's name is kept, and no other token can give one", () => {
  const id_token = `x.${Buffer.from(JSON.stringify({ sub: "ana" })).toString("base64url")}.x`;
  expect(normalised({ access_token: "t", id_token, person: "ben" })).toEqual({ access_token: "t", person: "ana" });
  expect(normalised({ access_token: "t", person: "ben" })).toEqual({ access_token: "t" });
});

test("what is null, or no lifetime, is absent, and an ID token is not kept", () => {
  const body = { access_token: "t", refresh_token: null, expires_in: 0, scope: null, id_token: "j" };
  expect(normalised(body)).toEqual({ access_token: "t" });
});

test("what is sent is a form, and says who asks", async () => {
  const seen = Promise.withResolvers<Headers>();
  const answer = await ask(async (request) => {
    seen.resolve(request.headers);
    return Response.json({ access_token: "t", body: await request.text() });
  });
  expect(await answer.json()).toMatchObject({ body: "grant_type=refresh_token" });
  const headers = await seen.promise;
  expect(headers.get("user-agent")).toStartWith("actas/");
  expect(headers.get("accept")).toBe("application/json");
});

test("an error answered with status 200 is an error", async () => {
  expect((await ask(() => Response.json({ error: "authorization_pending" }))).status).toBe(400);
});

test("a redirect is not followed", async () => {
  const paths: string[] = [];
  const answer = await ask((request) => {
    paths.push(new URL(request.url).pathname);
    return Response.redirect("/elsewhere", 302);
  });
  expect([answer.status, paths]).toEqual([302, ["/token"]]);
});

test("something that is not JSON is nothing", async () => {
  const page = await ask(
    () => new Response("<html>Welcome to the hotel", { headers: { "content-type": "text/html" } }),
  );
  expect(await page.json()).toEqual({});
});
