import { afterAll, expect, test } from "bun:test";
import { serveRoutes } from "../../src/serve/page/serve-page.ts";
import { OpenApi } from "../support/open-api.ts";
import { FakeServing } from "../support/serving-on-page.ts";
import { EXCHANGES } from "./page-exchanges.ts";

const api = new OpenApi("serve-api.openapi.json");

for (const [what, { asks, before, body, method = "GET", path, served, status, text }] of Object.entries(EXCHANGES)) {
  test(`${method} ${path}: ${what} is answered ${status}`, async () => {
    await using serving = new FakeServing();
    const authorization = await serving.session();
    serving.target = served;
    const url = `http://127.0.0.1:${serving.page.port}`;
    if (before !== undefined)
      await fetch(`${url}/profile`, { method: "POST", headers: { authorization }, body: before });
    const sent = typeof body === "object" ? new URLSearchParams(body) : body;
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { authorization },
      ...(sent !== undefined && { body: sent }),
    });
    expect(answer.status).toBe(status);
    expect(answer.headers.get("x-awsrunas-authentication-type")).toBe(asks ?? null);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    if (text !== undefined) expect(await answer.clone().text()).toMatch(typeof text === "string" ? whole(text) : text);
    expect(await api.differences(`${method} ${path}`, answer)).toEqual([]);
    expect(serving.unexpected).toEqual([]);
  });
}

test("the state comes as lines, and each of them is as it is described", async () => {
  await using serving = new FakeServing();
  const authorization = await serving.session();
  const post = (path: string, body: string) =>
    fetch(`http://127.0.0.1:${serving.page.port}${path}`, { method: "POST", headers: { authorization }, body });
  const states = await post("/state", "");
  serving.problem = { code: "sign-in-required", message: "cannot get credentials", hints: ["sign in"] };
  for (const target of ["broken", "mfa", "sign-in", "dev"]) {
    await post("/profile", target);
    await Bun.sleep(200);
  }
  serving.onPage.end("good", "Nothing is served any more", "You can close this tab.");
  const [, text] = await Promise.all([serving.page.finish(), states.clone().text()]);
  for (const part of ['"failure"', '"problem"', '"mfa-code"', '"sign-in"', '"switching"', '"over"'])
    expect(text).toContain(part);
  expect(await api.differences("POST /state", states)).toEqual([]);
});

test("the link opens the page, or begins the session of a program, and says so when it was used", async () => {
  await using serving = new FakeServing();
  const link = serving.page.newLink();
  const open = (headers: Record<string, string> = {}, url = link) => fetch(url, { headers });
  const ahead = await open({ "sec-purpose": "prefetch", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" });
  const foreign = await open({ "sec-fetch-mode": "cors", "sec-fetch-dest": "empty" });
  const program = await open({ accept: "application/json" });
  const { again, session } = (await program.clone().json()) as { again: string; session: string };
  const url = `http://127.0.0.1:${serving.page.port}`;
  const served = await fetch(`${url}/list-roles`, { headers: { authorization: session } });
  expect([ahead.status, foreign.status, program.status, served.status]).toEqual([503, 403, 200, 200]);
  const page = await open({}, `${url}${again}`);
  expect(page.headers.get("content-type")).toStartWith("text/html");
  const used = await open();
  expect(used.status).toBe(410);
  for (const answer of [ahead, foreign, program, page, used])
    expect(await api.differences("GET /serve/{link}", answer)).toEqual([]);
  for (const path of ["/", "/index.html"]) {
    const entrance = await fetch(url + path);
    expect([entrance.status, await entrance.clone().text()]).toEqual([401, expect.stringContaining("needs its link")]);
    expect(await api.differences(`GET ${path}`, entrance)).toEqual([]);
    const rebound = await fetch(url + path, { headers: { host: "evil.example" } });
    expect(await api.differences(`GET ${path}`, rebound)).toEqual([]);
  }
});

test("every path is described, and every other method of it is refused", async () => {
  await using serving = new FakeServing();
  const routes = Object.entries(serveRoutes(serving.onPage)).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  const described = [...api.operations].filter(([, { security }]) => security === undefined).map(([name]) => name);
  expect(described.sort()).toEqual(routes.sort());
  const authorization = await serving.session();
  const url = `http://127.0.0.1:${serving.page.port}`;
  for (const path of Object.keys(serveRoutes(serving.onPage)))
    for (const method of ["GET", "POST", "PUT", "DELETE", "PATCH"]) {
      if (routes.includes(`${method} ${path}`)) continue;
      const { status } = await fetch(url + path, { method, headers: { authorization } });
      expect([method, path, status]).toEqual([method, path, 405]);
    }
});

test("without its session no path answers, none takes a long body, and none answers a web page", async () => {
  await using serving = new FakeServing();
  const authorization = await serving.session();
  for (const [name, { responses }] of api.operations) {
    if (!responses[413] && !responses[401]) continue;
    const [method = "", path = ""] = name.split(" ");
    if (path === "/" || path === "/index.html") continue;
    const send = (headers: Record<string, string>, body?: string) =>
      fetch(`http://127.0.0.1:${serving.page.port}${path}`, { method, headers, ...(body !== undefined && { body }) });
    const origin = "https://evil.example";
    const refused = [await send({}), await send({ authorization, origin })];
    if (method !== "GET") refused.push(await send({ authorization }, "x".repeat(20_000)));
    expect([name, ...refused.map(({ status }) => status)]).toEqual([
      name,
      401,
      403,
      ...(method === "GET" ? [] : [413]),
    ]);
    for (const answer of refused) expect(await api.differences(name, answer)).toEqual([]);
  }
  expect(serving.heard).toEqual([]);
});

/** Last: every test before adds what it has seen. */
afterAll(() => expect(api.neverSeen).toEqual([]));

function whole(text: string): RegExp {
  return new RegExp(`^${RegExp.escape(text)}$`);
}
