import { expect, test } from "bun:test";
import { type Browsers, guard } from "./guard.ts";

const RULES = { hosts: ["127.0.0.1:4000"], methods: ["GET"] } as const;

function judge(url: string, headers: Record<string, string> = {}, method = "GET") {
  return guard(new Request(url, { method, headers: { host: "127.0.0.1:4000", ...headers } }), RULES);
}

test("a program that asks for a known path passes", () => {
  expect(judge("http://127.0.0.1:4000/credentials", { authorization: "Bearer x" })).toBeUndefined();
});

test.each(["127.0.0.1", "127.0.0.1:4001", "localhost:4000", "evil.example", "127.0.0.1:4000, evil.example", ""])(
  "the host %p is refused",
  (host) => {
    expect(judge("http://127.0.0.1:4000/credentials", { host })?.status).toBe(403);
  },
);

test("localhost passes where the rules name it", () => {
  const hosts = ["127.0.0.1:4000", "localhost:4000"];
  const request = new Request("http://localhost:4000/credentials", { headers: { host: "localhost:4000" } });
  expect(guard(request, { ...RULES, hosts })).toBeUndefined();
});

test.each([
  ["origin", "http://127.0.0.1:4000"],
  ["origin", "null"],
  ["origin", ""],
  ["sec-fetch-site", "none"],
  ["sec-fetch-mode", "navigate"],
  ["sec-fetch-dest", "document"],
  ["sec-fetch-user", "?1"],
  ["sec-fetch-storage-access", "none"],
  ["sec-fetch-not-known-today", ""],
  ["sec-ch-ua", '"Chromium";v="150"'],
  ["sec-gpc", "1"],
  ["sec-purpose", "prefetch"],
  ["sec-websocket-key", "x"],
  ["access-control-request-method", "GET"],
  ["access-control-request-private-network", "true"],
  ["referer", "https://evil.example/"],
  ["upgrade-insecure-requests", "1"],
  ["service-worker", "script"],
  ["ping-from", "https://evil.example/"],
  ["dnt", "1"],
])("a request with the browser's header %s: %p is refused", (name, value) => {
  expect(judge("http://127.0.0.1:4000/credentials", { [name]: value })).toMatchObject({ code: "BrowserRefused" });
});

test("a path that is not there is refused, whatever the method", () => {
  const request = new Request("http://127.0.0.1:4000/", { headers: { host: "127.0.0.1:4000" } });
  expect(guard(request, { ...RULES, methods: [] })?.status).toBe(404);
});

test("a known path with another method is refused", () => {
  expect(judge("http://127.0.0.1:4000/credentials", {}, "POST")?.status).toBe(405);
});

test("a handler that judges paths itself gets every path, but still no foreign host", () => {
  const rules = { ...RULES, methods: "any" } as const;
  const headers = { host: "127.0.0.1:4000" };
  expect(guard(new Request("http://127.0.0.1:4000/x", { method: "PUT", headers }), rules)).toBeUndefined();
  expect(guard(new Request("http://127.0.0.1:4000/x", { headers: { host: "x" } }), rules)?.status).toBe(403);
});

const NAVIGATION = { "sec-fetch-mode": "navigate", "sec-fetch-dest": "document", "sec-fetch-site": "cross-site" };
const OWN_FORM = { ...NAVIGATION, "sec-fetch-site": "same-origin", origin: "http://127.0.0.1:4000" };

function browse(browsers: Browsers, method: string, headers: Record<string, string>) {
  const request = new Request("http://127.0.0.1:4000/page?x", {
    method,
    headers: { host: RULES.hosts[0], ...headers },
  });
  return guard(request, { ...RULES, methods: "any", browsers })?.code;
}

test("where browsers may navigate, a user may open a page from anywhere", () => {
  expect(browse("navigation", "GET", NAVIGATION)).toBeUndefined();
  expect(
    browse("navigation", "GET", { ...NAVIGATION, "sec-fetch-site": "none", "sec-fetch-user": "?1" }),
  ).toBeUndefined();
  expect(browse("own-pages", "GET", NAVIGATION)).toBeUndefined();
  expect(browse("refused", "GET", NAVIGATION)).toBe("BrowserRefused");
});

test.each(["upgrade-insecure-requests", "sec-gpc", "referer", "dnt"])(
  "a visit by a browser too old for Sec-Fetch, with %s, is one",
  (name) => {
    expect(browse("navigation", "GET", { [name]: "1" })).toBeUndefined();
    expect(browse("refused", "GET", { [name]: "1" })).toBe("BrowserRefused");
  },
);

test("a form is accepted only from our own page, and only where there are own pages", () => {
  expect(browse("own-pages", "POST", OWN_FORM)).toBeUndefined();
  expect(browse("navigation", "POST", OWN_FORM)).toBe("BrowserRefused");
});

test.each([
  ["a script of a page", "GET", { ...NAVIGATION, "sec-fetch-mode": "cors" }],
  ["an image", "GET", { ...NAVIGATION, "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image" }],
  ["a frame of another page", "GET", { ...NAVIGATION, "sec-fetch-dest": "iframe" }],
  ["a page that reads the answer", "GET", { ...NAVIGATION, origin: "https://evil.example" }],
  ["an older browser's script", "GET", { origin: "https://evil.example" }],
  ["another site's form", "POST", { ...OWN_FORM, origin: "https://evil.example" }],
  ["a form with a null origin", "POST", { ...OWN_FORM, origin: "null" }],
  ["a form without its origin", "POST", NAVIGATION],
  ["a form of another port", "POST", { ...OWN_FORM, origin: "http://127.0.0.1:4001" }],
  ["a preflight", "OPTIONS", { "access-control-request-method": "GET" }],
  ["a page with access to its cookies", "GET", { "sec-fetch-storage-access": "active" }],
  ["a method of scripts", "PUT", OWN_FORM],
])("%s is refused, own pages or not", (_what, method, headers) => {
  expect(browse("navigation", method, headers)).toBe("BrowserRefused");
  expect(browse("own-pages", method, headers)).toBe("BrowserRefused");
});

const OWN_SCRIPT = {
  origin: "http://127.0.0.1:4000",
  "sec-fetch-site": "same-origin",
  "sec-fetch-mode": "cors",
  "sec-fetch-dest": "empty",
};

test("a script may send a POST or PUT request from our own page, and only where own scripts may", () => {
  expect(browse("own-scripts", "POST", OWN_SCRIPT)).toBeUndefined();
  expect(browse("own-scripts", "PUT", OWN_SCRIPT)).toBeUndefined();
  expect(browse("own-scripts", "GET", NAVIGATION)).toBeUndefined();
  for (const browsers of ["refused", "navigation", "own-pages"] as const) {
    expect(browse(browsers, "POST", OWN_SCRIPT)).toBe("BrowserRefused");
  }
});

test.each([
  ["a form of our own page", "POST", OWN_FORM],
  ["a script that reads", "GET", OWN_SCRIPT],
  ["a script that deletes", "DELETE", OWN_SCRIPT],
  ["a script of another port that puts", "PUT", { ...OWN_SCRIPT, origin: "http://127.0.0.1:4001" }],
  ["a script of another port", "POST", { ...OWN_SCRIPT, origin: "http://127.0.0.1:4001" }],
  ["a script of another site", "POST", { ...OWN_SCRIPT, "sec-fetch-site": "same-site" }],
  ["a script that cannot read the answer", "POST", { ...OWN_SCRIPT, "sec-fetch-mode": "no-cors" }],
  ["an image of our own page", "POST", { ...OWN_SCRIPT, "sec-fetch-dest": "image" }],
  ["a script without its origin", "POST", { ...OWN_SCRIPT, origin: "" }],
])("%s is refused where own scripts may send requests", (_what, method, headers) => {
  expect(browse("own-scripts", method, headers)).toBe("BrowserRefused");
});
