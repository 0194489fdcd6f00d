import { afterAll, expect, test } from "bun:test";
import { serveRoutes } from "../../src/serve/page/serve-page.ts";
import { OpenApi } from "../support/open-api.ts";
import { CODE, FakeServing } from "../support/serving-on-page.ts";

const ARN = "arn:aws:iam::111122223333:role/Dev";
const IAM = { "adv-type": "iam", "role-arn": ARN };
const api = new OpenApi("serve-api.openapi.json");

interface Exchange {
  readonly path: string;
  readonly method?: "GET" | "POST" | "PUT";
  readonly body?: string | Readonly<Record<string, string>>;
  /** The target that is served before. */
  readonly served?: string;
  /** What is asked before. */
  readonly before?: string;
  readonly status: number;
  readonly text?: string | RegExp;
  readonly asks?: "MFA" | "AUTH";
}

/** What is sent, and what is answered. */
const EXCHANGES: Readonly<Record<string, Exchange>> = {
  "the profiles with a role": { path: "/list-roles", status: 200, text: '["dev","prod"]' },
  "the profiles without a role": { path: "/list-profiles", status: 200, text: '["ana"]' },
  "roles of files that cannot be read": {
    path: "/list-roles",
    served: "unreadable",
    status: 500,
    text: /^cannot read/,
  },
  "profiles of files that cannot be read": { path: "/list-profiles", served: "unreadable", status: 500 },
  "what is served, before anything is": { path: "/profile", status: 500, text: "profile not set" },
  "what is served": { path: "/profile", served: "dev", status: 200, text: /"target":"dev","role_arn":"arn:aws/ },
  "another target": { path: "/profile", method: "POST", body: "dev", status: 200, text: /"target":"dev"/ },
  "a name that is too long": { path: "/profile", method: "POST", body: "x".repeat(257), status: 400 },
  "no name": { path: "/profile", method: "POST", body: "", status: 400 },
  "a name that nothing has": {
    path: "/profile",
    method: "POST",
    body: "unknown",
    status: 500,
    text: /no such profile/,
  },
  "a target that AWS refuses": {
    path: "/profile",
    method: "POST",
    body: "broken",
    status: 500,
    text: /^cannot assume/,
  },
  "a target that needs a code": { path: "/profile", method: "POST", body: "mfa", status: 401, text: "{}", asks: "MFA" },
  "a target that needs a sign-in": {
    path: "/profile",
    method: "POST",
    body: "sign-in",
    status: 401,
    text: /^\{"username":"","source":"corp","url":"http:\/\/127/,
    asks: "AUTH",
  },
  "new credentials": { path: "/refresh", method: "POST", served: "dev", status: 200, text: "success" },
  "new credentials of nothing": { path: "/refresh", method: "POST", status: 500, text: /nothing is served/ },
  "new credentials that need a code": { path: "/refresh", method: "POST", served: "mfa", status: 401, asks: "MFA" },
  "a password": {
    path: "/auth",
    method: "POST",
    body: { username: "ana", password: "x" },
    status: 501,
    text: /password/,
  },
  "a form without a password": { path: "/auth", method: "POST", body: { username: "ana" }, status: 400 },
  "a password that is no form": { path: "/auth", method: "POST", body: "{}", status: 400 },
  "the right code": { path: "/mfa", method: "POST", before: "mfa", body: { mfa: "123 456" }, status: 200, text: "" },
  "a wrong code": { path: "/mfa", method: "POST", before: "mfa", body: { mfa: "111111" }, status: 401 },
  "a code after which AWS takes no more": {
    path: "/mfa",
    method: "POST",
    before: "mfa",
    body: { mfa: "000000" },
    status: 401,
  },
  "a code that is none": { path: "/mfa", method: "POST", before: "mfa", body: { mfa: "12345" }, status: 400 },
  "a code that nobody asks for": { path: "/mfa", method: "POST", body: { mfa: CODE }, status: 400 },
  "a form without a code": { path: "/mfa", method: "POST", before: "mfa", body: { code: CODE }, status: 400 },
  "a role by its ARN": { path: "/profile/custom", method: "POST", body: IAM, status: 200, text: "" },
  "a role by its ARN that needs a code": {
    path: "/profile/custom",
    method: "POST",
    body: { ...IAM, "external-id": "mfa" },
    status: 401,
    asks: "MFA",
  },
  "a role by its ARN that AWS refuses": {
    path: "/profile/custom",
    method: "POST",
    body: { ...IAM, "external-id": "broken" },
    status: 500,
  },
  "a role of a password": {
    path: "/profile/custom",
    method: "POST",
    body: { ...IAM, "adv-type": "saml" },
    status: 400,
  },
  "a role that is no form": { path: "/profile/custom", method: "POST", body: JSON.stringify(IAM), status: 400 },
  "a profile": {
    path: "/profile/custom",
    method: "PUT",
    body: { ...IAM, "profile-name": "new" },
    status: 200,
    text: "",
  },
  "a profile whose name is taken": {
    path: "/profile/custom",
    method: "PUT",
    body: { ...IAM, "profile-name": "taken" },
    status: 400,
    text: /already/,
  },
  "a profile that cannot be written": {
    path: "/profile/custom",
    method: "PUT",
    body: { ...IAM, "profile-name": "full" },
    status: 500,
    text: /disk is full/,
  },
  "a profile of a password": { path: "/profile/custom", method: "PUT", body: { "adv-type": "oidc" }, status: 400 },
  "a search": { path: "/find", method: "POST", body: '{"text":"dev","most":5}', status: 200 },
  "a search for nothing": { path: "/find", method: "POST", body: "{}", status: 400 },
  "a row": { path: "/choose", method: "POST", body: '{"key":"dev"}', status: 204 },
  "no row": { path: "/choose", method: "POST", body: "[]", status: 400 },
  "a no": { path: "/cancel", method: "POST", status: 204 },
};

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
