import { afterEach, expect, test } from "bun:test";
import { PickerPage } from "../../../src/page/picker-page.ts";
import { NAVIGATION } from "../../support/redirect.ts";
import { StubActions, sessionOf } from "../../support/stub-actions.ts";

const open: PickerPage[] = [];
afterEach(() => Promise.all(open.splice(0).map((page) => page.finish())));

function listen() {
  const actions = new StubActions();
  const page = new PickerPage(actions);
  open.push(page);
  const origin = `http://127.0.0.1:${page.port}`;
  const visit = (url: string, headers: Record<string, string> = {}) =>
    fetch(url, { headers: { ...NAVIGATION, ...headers }, redirect: "manual" });
  const ours = {
    origin,
    "sec-fetch-site": "same-origin",
    "sec-fetch-mode": "cors",
    "sec-fetch-dest": "empty",
    "content-type": "application/json",
  };
  const post = (path: string, headers: Record<string, string>, body = '{"key":"role"}') =>
    fetch(`${origin}${path}`, { method: "POST", headers: { ...ours, ...headers }, body });
  return { actions, origin, ours, page, post, visit };
}

/** The page, opened as its user does. */
async function opened() {
  const all = listen();
  const answer = await all.visit(all.page.newLink());
  expect(answer.status).toBe(200);
  return { ...all, answer, session: sessionOf(await answer.clone().text()) };
}

test("the link opens the page once, and what it opened is in no cookie, cache, referrer or frame", async () => {
  const { answer, page, visit } = await opened();
  expect(answer.headers.get("set-cookie")).toBeNull();
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
  const policy = answer.headers.get("content-security-policy") ?? "";
  expect(policy).toStartWith("default-src 'none'; script-src 'sha256-");
  expect(policy).toContain("connect-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
  const html = await answer.text();
  // In any other mode Firefox says `Origin: null`, and its users could choose nothing.
  expect(html).toContain('mode:"cors"');
  expect(html).not.toMatch(/<(link|img|iframe)\b|\bsrc=|https?:\/\/(?!127)/);

  const link = page.newLink();
  expect((await visit(link)).status).toBe(200);
  const again = await visit(link);
  expect(again.status).toBe(410);
  expect(await again.text()).toContain("This link was used");
});

test("two who open the link at once do not both get the page", async () => {
  const { page, visit } = listen();
  const link = page.newLink();
  const statuses = await Promise.all(Array.from({ length: 20 }, async () => (await visit(link)).status));
  expect(statuses.filter((status) => status === 200)).toHaveLength(1);
});

test("a link that is guessed opens nothing, and a browser that loads ahead uses up none", async () => {
  const { page, visit } = listen();
  const link = page.newLink();
  for (const path of ["/pick/", "/pick/x", "/", "/pick", `${new URL(link).pathname}x`]) {
    const { status } = await visit(`http://127.0.0.1:${page.port}${path}`);
    expect([path, status]).toEqual([path, path.startsWith("/pick/") ? 410 : 404]);
  }
  expect((await visit(link, { "sec-purpose": "prefetch;prerender" })).status).toBe(503);
  expect((await visit(link)).status).toBe(200);
});

test.each(["/state", "/find", "/choose", "/leave"])(
  "%s is for the session of the page that is open alone",
  async (path) => {
    const { actions, page, post, session, visit } = await opened();
    for (const authorization of ["", "Bearer x", session.slice(0, -1), `${session}x`, session.replace("Bearer ", "")]) {
      expect((await post(path, { authorization })).status).toBe(401);
    }
    const body = JSON.stringify({ key: "role", text: "", most: 1 });
    const answer = await post(path, { authorization: session }, body);
    expect(answer.ok).toBe(true);
    await answer.body?.cancel();
    // Another page takes over: the session before is worth nothing any more.
    const next = await visit(page.newLink());
    expect(sessionOf(await next.text())).not.toBe(session);
    actions.heard = [];
    expect((await post(path, { authorization: session })).status).toBe(401);
    expect(actions.heard).toEqual([]);
  },
);

test.each([
  ["another site", { origin: "https://evil.example" }],
  ["another port of this machine", { origin: "http://127.0.0.1:1" }],
  ["localhost", { origin: "http://localhost:1" }],
  ["a null origin", { origin: "null" }],
  ["an empty origin", { origin: "" }],
  ["another site, as browsers say it", { "sec-fetch-site": "cross-site" }],
  ["another port, as browsers say it", { "sec-fetch-site": "same-site" }],
  ["a form of our own page", { "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" }],
  ["a script that cannot read the answer", { "sec-fetch-mode": "no-cors" }],
  ["a name that points here (DNS rebinding)", { host: "evil.example" }],
  ["localhost as a name", { host: "localhost" }],
])("%s chooses nothing, with the right session too", async (_what, headers) => {
  const { actions, post, session } = await opened();
  const answer = await post("/choose", { authorization: session, ...(headers as Record<string, string>) });
  expect(answer.status).toBe(403);
  expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  expect(actions.heard).toEqual([]);
});

test("a program that is no browser needs the session and says whose page it is", async () => {
  const { actions, origin, session } = await opened();
  const ask = (headers: Record<string, string>) =>
    fetch(`${origin}/choose`, { method: "POST", headers: { authorization: session, ...headers }, body: '{"key":"x"}' });
  expect((await ask({})).status).toBe(403);
  expect(actions.heard).toEqual([]);
});

test.each([
  ["a page from another site in a frame", { "sec-fetch-dest": "iframe" }],
  ["an image", { "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image" }],
  ["a script", { "sec-fetch-mode": "no-cors", "sec-fetch-dest": "script" }],
  ["a page that reads it", { "sec-fetch-mode": "cors", "sec-fetch-dest": "empty", origin: "https://evil.example" }],
  ["a name that points here (DNS rebinding)", { host: "evil.example" }],
])("%s does not open the page, and does not use up its link", async (_what, headers) => {
  const { page, visit } = listen();
  const link = page.newLink();
  expect((await visit(link, headers as Record<string, string>)).status).toBe(403);
  expect((await visit(link)).status).toBe(200);
});

test("huge and odd bodies are refused, and change nothing", async () => {
  const { actions, post, session } = await opened();
  const authorization = session;
  expect((await post("/choose", { authorization }, JSON.stringify({ key: "x".repeat(20_000) }))).status).toBe(413);
  for (const body of ["", "{", "null", "[]", '{"key":1}', '{"key":{}}', '"role"'])
    expect((await post("/choose", { authorization }, body)).status).toBe(400);
  for (const body of ['{"text":"x"}', '{"text":"x","most":"1"}', '{"text":"x","most":1e400}', '{"most":1}'])
    expect((await post("/find", { authorization }, body)).status).toBe(400);
  expect(actions.heard).toEqual([]);
});

test.each(["HEAD", "PUT", "OPTIONS", "DELETE"])("%s is refused", async (method) => {
  const { page } = await opened();
  expect((await fetch(page.newLink(), { method })).status).toBe(405);
});
