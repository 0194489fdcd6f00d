import { expect, test } from "bun:test";
import { ActasError } from "../../../src/base/errors.ts";
import { HttpRefusal } from "../../../src/server/http-refusal.ts";
import { ServerDoor } from "../../../src/server/listener/server-door.ts";
import type { Route } from "../../../src/server/server-part.ts";
import { freePort } from "../../support/free-port.ts";

interface DoorOptions {
  readonly url?: string;
  readonly port?: number;
  /** Its parts are not there yet. */
  readonly isStarting?: boolean;
}

/** A server of these routes, and what it has logged. */
function doorOf(routes: readonly Route[], { isStarting = false, port = 0, ...settings }: DoorOptions = {}) {
  const logged: string[] = [];
  const accesses: string[] = [];
  const logs = { log: (line: string) => void logged.push(line), accessLog: (line: string) => void accesses.push(line) };
  const door = new ServerDoor({ listen: { address: "127.0.0.1", port }, proxies: [], ...settings }, logs);
  const { url } = door;
  const serve = (): void => door.serve([{ name: "test", routes }]);
  if (!isStarting) serve();
  return { serve, url, logged, accesses, [Symbol.asyncDispose]: () => door.close(0) };
}

function failing(path: string, error: unknown, refusals?: "text"): Route {
  return { method: "GET", path, ...(refusals && { refusals }), answer: () => Promise.reject(error) };
}

test("a refusal is a line of text, or JSON for a program that accepts it", async () => {
  const refusal = new HttpRefusal(403, "access_denied", "you may not have it", { "retry-after": "7" });
  await using door = doorOf([failing("/a", refusal), failing("/b", refusal, "text")]);
  const text = await fetch(`${door.url}a`, { headers: { accept: "text/plain" } });
  expect([text.status, await text.text(), text.headers.get("retry-after")]).toEqual([
    403,
    "you may not have it\n",
    "7",
  ]);
  const json = await fetch(`${door.url}a`, { headers: { accept: "application/json" } });
  expect(await json.json()).toEqual({ error: "access_denied", message: "you may not have it" });
  const asText = await fetch(`${door.url}b`, { headers: { accept: "application/json" } });
  expect(await asText.text()).toBe("you may not have it\n");
  for (const answer of [text, json, asText]) {
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(answer.headers.get("actas-request")).toMatch(/^[\da-f-]{36}$/);
  }
});

test("a fault of the server says nothing of itself, and its log says where it was, not what it held", async () => {
  await using door = doorOf([failing("/a", new Error("token eyJhbGciOi"))]);
  const answer = await fetch(`${door.url}a`);
  expect([answer.status, await answer.text()]).toEqual([
    500,
    "cannot answer: the server has a fault, which is in its log\n",
  ]);
  expect(door.logged).toHaveLength(1);
  expect(door.logged[0]).toContain(answer.headers.get("actas-request")!);
  expect(door.logged[0]).toContain("answers.test.ts");
  expect(door.logged[0]).not.toContain("eyJhbGciOi");
});

test("a database or an AWS that cannot be reached is 503, with when to come again", async () => {
  await using door = doorOf([failing("/a", new ActasError("unreachable", "cannot ask the database at x: it is away"))]);
  const answer = await fetch(`${door.url}a`);
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
  expect(await answer.text()).not.toContain("database at x");
  expect(door.logged[0]).toContain("cannot ask the database at x: it is away");
});

test("a refusal says to clients what they may know, and the log says what was behind it", async () => {
  const cause = new ActasError("unreachable", "cannot reach STS at sts.example: no answer within the time limit");
  const bug = new Error("token eyJhbGciOi");
  await using door = doorOf([
    failing("/a", new HttpRefusal(503, "aws_unreachable", "AWS cannot be reached", {}, cause)),
    failing("/b", new HttpRefusal(500, "server_error", "this server failed", {}, bug)),
  ]);
  expect(await (await fetch(`${door.url}a`)).text()).toBe("AWS cannot be reached\n");
  expect(await (await fetch(`${door.url}b`)).text()).toBe("this server failed\n");
  expect(door.logged[0]).toEndWith(`: AWS cannot be reached: ${cause.message}`);
  expect(door.logged[1]).toContain("this server failed: Error");
  expect(door.logged[1]).not.toContain("eyJhbGciOi");
});

test("paths are below the path of the address, and probes need not know it", async () => {
  const port = freePort();
  const route: Route = { method: "GET", path: "/a/*", answer: () => new Response("a") };
  await using _ = doorOf([route], { url: "https://roles.example.org/lend/", port });
  const statusOf = async (path: string): Promise<number> => (await fetch(`http://127.0.0.1:${port}${path}`)).status;
  expect(await statusOf("/lend/a/b")).toBe(200);
  expect(await statusOf("/lend/readyz")).toBe(200);
  expect(await statusOf("/readyz")).toBe(200);
  expect(await statusOf("/a/b")).toBe(404);
  expect(await statusOf("/lender/a/b")).toBe(404);
});

test("while a server starts, every path but those of probes says when to come again, and none that it is missing", async () => {
  const route: Route = { method: "POST", path: "/assume-role", answer: () => new Response("lent") };
  await using door = doorOf([route], { isStarting: true });
  const ask = (path: string, method = "POST") => fetch(`${door.url}${path}`, { method });
  for (const answer of [await ask("assume-role"), await ask("admin", "GET"), await ask("", "GET")]) {
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
    expect(await answer.text()).toBe("cannot answer yet: the server starts\n");
  }
  expect(door.logged).toEqual([]);
  expect((await ask("healthz", "GET")).status).toBe(200);
  expect(await (await ask("readyz", "GET")).text()).toBe("it starts\n");
  door.serve();
  expect(await (await ask("assume-role")).text()).toBe("lent");
  expect((await ask("admin", "GET")).status).toBe(404);
});

test("the address itself says what is there: a page to a browser, and text to others", async () => {
  const path = (name: string): Route => ({ method: "GET", path: name, answer: () => new Response("") });
  const url = "https://roles.example.org/lend/";
  const shown = async (names: readonly string[], accept: string) => {
    const port = freePort();
    await using _ = doorOf(names.map(path), { url, port });
    const answer = await fetch(`http://127.0.0.1:${port}/lend/`, { headers: { accept } });
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    return `${answer.headers.get("content-type")} ${await answer.text()}`;
  };
  const all = ["/assume-role", "/oauth/token", "/admin"];
  const text = await shown(all, "*/*");
  expect(text).toStartWith("text/plain");
  expect(text).toContain(`\n  actas setup server team --url ${url} --client-id actas\n`);
  expect(text).toContain(`: ${url}admin\n`);
  const page = await shown(all, "text/html,*/*;q=0.8");
  expect(page).toStartWith("text/html");
  expect(page).toContain(`<pre>actas setup server team --url ${url} --client-id actas</pre>`);
  expect(page).toContain(`<a href="${url}admin">`);
  expect(await shown(["/assume-role"], "*/*")).not.toMatch(/setup server|admin/);
  expect(await shown([], "*/*")).toContain("does not lend");
});

test("a path that knows another method says which, and HEAD is GET", async () => {
  await using door = doorOf([{ method: "GET", path: "/a", answer: () => new Response("body") }]);
  const wrong = await fetch(`${door.url}a`, { method: "POST" });
  expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "GET"]);
  const head = await fetch(`${door.url}a`, { method: "HEAD" });
  expect([head.status, await head.text()]).toEqual([200, ""]);
});

test("a body that is far too large is not taken", async () => {
  await using door = doorOf([
    { method: "POST", path: "/a", answer: async (request) => new Response(await request.text()) },
  ]);
  const answer = await fetch(`${door.url}a`, { method: "POST", body: "x".repeat(200_000) }).catch(() => undefined);
  expect([413, undefined]).toContain(answer?.status);
  expect((await fetch(`${door.url}a`, { method: "POST", body: "x" })).status).toBe(200);
});

test("metrics are OpenMetrics, and count answers by the program's own words", async () => {
  await using door = doorOf([{ method: "GET", path: "/a/*", answer: () => new Response("") }]);
  await fetch(`${door.url}a/secret`);
  await fetch(`${door.url}nowhere`);
  const answer = await fetch(`${door.url}metrics`);
  expect(answer.headers.get("content-type")).toBe("application/openmetrics-text; version=1.0.0; charset=utf-8");
  const text = await answer.text();
  expect(text).toContain('actas_requests_total{route="/a/*",method="GET",status="200"} 1');
  expect(text).toContain('actas_requests_total{route="none",method="GET",status="404"} 1');
  expect(text).toContain("actas_ready 1");
  expect(text.trimEnd().endsWith("# EOF")).toBe(true);
  expect(text).not.toContain("secret");
});
