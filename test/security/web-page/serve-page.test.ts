import { expect, test } from "bun:test";
import { NAVIGATION } from "../../support/redirect.ts";
import { FakeServing } from "../../support/serving-on-page.ts";

const ARN = "arn:aws:iam::111122223333:role/Dev";
const FORM = { "content-type": "application/x-www-form-urlencoded" };
const ROLE = `adv-type=iam&role-arn=${ARN}&profile-name=new`;

/** Every request that changes something, as the page sends it. */
const CHANGES: readonly (readonly [string, string, Readonly<Record<string, string>>, string])[] = [
  ["POST", "/choose", {}, '{"key":"dev"}'],
  ["POST", "/cancel", {}, "{}"],
  ["POST", "/profile", {}, "dev"],
  ["POST", "/refresh", FORM, ""],
  ["POST", "/auth", FORM, "username=a&password=b"],
  ["POST", "/mfa", FORM, "mfa=123456"],
  ["POST", "/profile/custom", FORM, ROLE],
  ["PUT", "/profile/custom", FORM, ROLE],
];

/** What browsers say of a script of our own page, and of what else may send a request. */
const OWN = { "sec-fetch-site": "same-origin", "sec-fetch-mode": "cors", "sec-fetch-dest": "empty" };
const FOREIGN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "another site": { origin: "https://evil.example" },
  "another port of this machine": { origin: "http://127.0.0.1:1" },
  "a null origin": { origin: "null" },
  "another site, as browsers say it": { "sec-fetch-site": "cross-site" },
  "a form of our own page": { "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" },
  "a script that cannot read the answer": { "sec-fetch-mode": "no-cors" },
  "a name that points here (DNS rebinding)": { host: "evil.example" },
};

test.each(CHANGES)("%s %s is for the session of the page that is open, and for no other page", async (...change) => {
  const [method, path, form, body] = change;
  await using serving = new FakeServing();
  const authorization = await serving.session();
  serving.target = "dev";
  const origin = `http://127.0.0.1:${serving.page.port}`;
  const send = (headers: Readonly<Record<string, string>>) =>
    fetch(`${origin}${path}`, { method, headers: { ...form, ...headers }, body });
  for (const [what, headers] of Object.entries(FOREIGN)) {
    const answer = await send({ authorization, origin, ...OWN, ...headers });
    expect([what, answer.status]).toEqual([what, 403]);
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  }
  const { headers: preflight, status } = await fetch(`${origin}${path}`, {
    method: "OPTIONS",
    headers: { origin: "https://evil.example", "access-control-request-method": method },
  });
  expect([status, preflight.get("access-control-allow-origin")]).toEqual([403, null]);
  for (const wrong of ["", "Bearer x", `${authorization}x`, authorization.slice(0, -1), "Basic YTpi"])
    expect((await send({ authorization: wrong, origin, ...OWN })).status).toBe(401);
  // A cookie is nothing here.
  expect((await send({ cookie: `session=${authorization}`, origin, ...OWN })).status).toBe(401);
  expect([serving.heard, serving.saved, serving.target]).toEqual([[], [], "dev"]);
  expect((await send({ authorization, origin, ...OWN })).status).toBeOneOf([200, 204, 400, 501]);
  // Another page takes over.
  await serving.session();
  expect((await send({ authorization, origin, ...OWN })).status).toBe(401);
});

test("what the page may read, no page of another site and no frame, image or script reads", async () => {
  await using serving = new FakeServing();
  const authorization = await serving.session();
  const origin = `http://127.0.0.1:${serving.page.port}`;
  for (const path of ["/profile", "/list-roles", "/list-profiles", "/", "/index.html"])
    for (const headers of [
      { "sec-fetch-mode": "no-cors", "sec-fetch-dest": "script" },
      { "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image" },
      { "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe" },
      { "sec-fetch-mode": "cors", "sec-fetch-dest": "empty", origin: "https://evil.example" },
      { host: "evil.example" },
    ] as Record<string, string>[]) {
      expect([path, (await fetch(origin + path, { headers: { authorization, ...headers } })).status]).toEqual([
        path,
        403,
      ]);
    }
});

test("the link opens the page once, for one of many who ask at once, and a program's session ends the page's", async () => {
  await using serving = new FakeServing();
  const link = serving.page.newLink();
  const statuses = await Promise.all(
    Array.from({ length: 20 }, async () => (await fetch(link, { headers: NAVIGATION })).status),
  );
  expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  const authorization = await serving.session();
  const read = () => fetch(`http://127.0.0.1:${serving.page.port}/list-roles`, { headers: { authorization } });
  expect((await read()).status).toBe(200);
  await fetch(serving.page.newLink(), { headers: { accept: "application/json" } });
  expect((await read()).status).toBe(401);
  const guessed = await fetch(`http://127.0.0.1:${serving.page.port}/serve/${"A".repeat(22)}`);
  expect(guessed.status).toBe(410);
});

test("the document loads nothing, runs one script, and is in no frame, cache, cookie or referrer", async () => {
  await using serving = new FakeServing();
  const answer = await fetch(serving.page.newLink(), { headers: NAVIGATION });
  const policy = answer.headers.get("content-security-policy") ?? "";
  expect(policy).toStartWith("default-src 'none'; script-src 'sha256-");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
  expect([answer.headers.get("set-cookie"), answer.headers.get("cache-control")]).toEqual([null, "no-store"]);
  const html = await answer.text();
  expect(html).toContain('mode:"cors"');
  expect(html).not.toMatch(/<(link|img|iframe)\b|\bsrc=/);
});
