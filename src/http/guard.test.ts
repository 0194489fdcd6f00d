import { expect, test } from "bun:test";
import { guard } from "./guard.ts";

const RULES = { hosts: ["127.0.0.1:4000"], routes: { "/credentials": ["GET"] } } as const;

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
])("a request with the browser's header %s: %p is refused", (name, value) => {
  expect(judge("http://127.0.0.1:4000/credentials", { [name]: value })).toMatchObject({ code: "BrowserRefused" });
});

test.each(["/", "/credential", "/credentials/", "/Credentials", "/credentials?x", "/constructor", "//credentials"])(
  "the unknown path %p is refused",
  (path) => {
    expect(judge(`http://127.0.0.1:4000${path}`)?.status).toBe(404);
  },
);

test("a known path with another method is refused", () => {
  expect(judge("http://127.0.0.1:4000/credentials", {}, "POST")?.status).toBe(405);
});

test("a handler that judges paths itself gets them all, but still no foreign host", () => {
  const rules = { ...RULES, routes: "any" } as const;
  const headers = { host: "127.0.0.1:4000" };
  expect(guard(new Request("http://127.0.0.1:4000/x", { method: "PUT", headers }), rules)).toBeUndefined();
  expect(guard(new Request("http://127.0.0.1:4000/x", { headers: { host: "x" } }), rules)?.status).toBe(403);
});
