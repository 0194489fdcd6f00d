import { afterEach, expect, test } from "bun:test";
import { connect } from "node:net";
import { ActasError } from "../../../src/base/errors.ts";
import { bring, CODE, NAVIGATION, redirectListeners, STATE, stateOf } from "../../support/redirect.ts";

const { finish, listen } = redirectListeners();
afterEach(finish);

test("the short URL leads to the authorization server, and no cache or page learns of it", async () => {
  const listener = listen();
  expect(listener.shortUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/auth\/[\w-]{22}$/);
  const answer = await fetch(listener.shortUrl, { headers: NAVIGATION, redirect: "manual" });
  expect(answer.status).toBe(307);
  expect(answer.headers.get("location")).toBe(`https://login.example/?redirect_uri=${listener.redirectUri}`);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
});

test("a short URL that is guessed leads nowhere", async () => {
  const { port, shortUrl } = listen();
  for (const path of ["/auth/", "/auth/x", "/", "/oauth2callback/", `${new URL(shortUrl).pathname}x`]) {
    expect((await fetch(`http://127.0.0.1:${port}${path}`, { redirect: "manual" })).status).toBe(404);
  }
});

test.each([
  ["no state", `code=${CODE}`],
  ["a wrong state", `code=${CODE}&state=wrong`],
  ["the state twice", `code=${CODE}&state=${STATE}&state=${STATE}`],
  ["a second state", `code=${CODE}&state=${STATE}&state=wrong`],
  ["two codes", `code=${CODE}&code=other&state=${STATE}`],
  ["no code", `state=${STATE}`],
  ["another sign-in's refusal", "error=access_denied&state=wrong"],
])("a callback with %s gets a page, and the sign-in goes on", async (_what, query) => {
  const listener = listen();
  const page = await bring(listener, query);
  expect(page.status).toBe(400);
  expect(page.headers.get("content-security-policy")).toStartWith("default-src 'none'");
  const html = await page.text();
  expect(html).toContain("Not signed in to contoso");
  expect(html).not.toMatch(/c0de|st4te/);
  expect(await stateOf(listener)).toBe("waiting");

  const right = bring(listener, `code=${CODE}&state=${STATE}`);
  expect((await listener.callback).searchParams.get("code")).toBe(CODE);
  listener.finish("signed-in");
  expect((await right).status).toBe(200);
});

test("a refusal with the right state ends the sign-in, and the page says so", async () => {
  const listener = listen();
  const page = bring(listener, `error=access_denied&error_description=%3Cscript%3E&state=${STATE}`);
  const error = (await listener.callback.catch((thrown: unknown) => thrown)) as ActasError;
  expect(error.message).toBe('cannot sign in to "contoso": it was refused in the browser');
  listener.finish({ error });
  expect((await page).status).toBe(400);
  expect(await (await page).text()).toContain("it was refused in the browser");
});

test("a callback that is replayed has no effect, before and after the code is redeemed", async () => {
  const listener = listen();
  const first = bring(listener, `code=${CODE}&state=${STATE}`);
  await listener.callback;
  const again = await bring(listener, `code=stolen&state=${STATE}`);
  expect(again.status).toBe(400);
  expect(await again.text()).toContain("answered before");
  expect((await listener.callback).searchParams.get("code")).toBe(CODE);
  await listener.finish("signed-in");
  expect((await first).status).toBe(200);
  expect(bring(listener, `code=${CODE}&state=${STATE}`)).rejects.toThrow();
});

test("the page waits for how the sign-in ends, and tells a failure", async () => {
  const listener = listen();
  let answered = false;
  const page = bring(listener, `code=${CODE}&state=${STATE}`).finally(() => {
    answered = true;
  });
  await listener.callback;
  expect(answered).toBe(false);
  await listener.finish({
    error: new ActasError("unreachable", "cannot sign in: no answer", { hints: ["try `again`"] }),
  });
  const html = await (await page).text();
  expect(html).toContain("<p>Cannot sign in: no answer.</p>");
  expect(html).toContain("<li>Try <code>again</code>.</li>");
});

test("what failed unexpectedly is not shown", async () => {
  const listener = listen();
  const page = bring(listener, `code=${CODE}&state=${STATE}`);
  await listener.callback;
  await listener.finish({ error: new Error(`the code ${CODE} broke it`) });
  expect(await (await page).text()).not.toContain(CODE);
});

test.each([
  ["a name that points here (DNS rebinding)", { host: "evil.example" }],
  ["another port", { host: "127.0.0.1:1" }],
  ["a script of a page", { ...NAVIGATION, "sec-fetch-mode": "cors", "sec-fetch-dest": "empty" }],
  ["an image of a page", { ...NAVIGATION, "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image" }],
  ["a frame of a page", { ...NAVIGATION, "sec-fetch-dest": "iframe" }],
  ["a page with an origin", { ...NAVIGATION, origin: "https://evil.example" }],
  ["a page with a null origin", { ...NAVIGATION, origin: "null" }],
  ["an empty origin", { ...NAVIGATION, origin: "" }],
])("%s is refused, with the right state too", async (_what, headers) => {
  const listener = listen();
  const answer = await bring(listener, `code=${CODE}&state=${STATE}`, headers as Record<string, string>);
  expect(answer.status).toBe(403);
  expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  expect(await stateOf(listener)).toBe("waiting");
});

test("localhost is refused where the redirect URI has the address", async () => {
  const listener = listen();
  const headers = { ...NAVIGATION, host: `localhost:${listener.port}` };
  expect((await bring(listener, `code=${CODE}&state=${STATE}`, headers)).status).toBe(403);
  expect(await stateOf(listener)).toBe("waiting");
});

test.each(["POST", "HEAD", "PUT", "OPTIONS"])("%s is refused", async (method) => {
  const listener = listen();
  const url = `${listener.redirectUri}?code=${CODE}&state=${STATE}`;
  expect((await fetch(url, { method })).status).toBe(405);
  expect(await stateOf(listener)).toBe("waiting");
});

test("requests that are too large, or never end, do not hold up the sign-in", async () => {
  const listener = listen();
  const huge = `GET /oauth2callback?code=${"x".repeat(200_000)} HTTP/1.1\r\nHost: 127.0.0.1:${listener.port}\r\n\r\n`;
  expect(await sendRaw(listener.port, huge)).toMatch(/^HTTP\/1\.1 4(14|31) /);
  const body = `POST /oauth2callback HTTP/1.1\r\nHost: 127.0.0.1:${listener.port}\r\nContent-Length: 9\r\n\r\nx`;
  expect(await sendRaw(listener.port, body)).toMatch(/^HTTP\/1\.1 4(05|13) /);
  const slow = Array.from({ length: 50 }, () => {
    const socket = connect(listener.port, "127.0.0.1");
    socket.write("GET /oauth2callback HTTP/1.1\r\n");
    return socket;
  });

  const page = bring(listener, `code=${CODE}&state=${STATE}`);
  await listener.callback;
  await listener.finish("signed-in");
  expect((await page).status).toBe(200);
  for (const socket of slow) socket.destroy();
});

test("a sign-in that no browser comes back from ends by itself", async () => {
  const listener = listen({ patienceMs: 1 });
  const error = (await listener.callback.catch((thrown: unknown) => thrown)) as ActasError;
  expect(error.code).toBe("sign-in-required");
  expect(error.message).toContain("nobody signed in within");
});

test("the short URL leads the browser that opened it first, as often as it likes, and no other", async () => {
  const listener = listen();
  const open = (headers = {}) =>
    fetch(listener.shortUrl, { headers: { ...NAVIGATION, ...headers }, redirect: "manual" });
  const first = await open();
  expect(first.status).toBe(307);
  const [cookie = "", ...attributes] = (first.headers.get("set-cookie") ?? "").split("; ");
  expect(attributes).toEqual([`Path=${new URL(listener.shortUrl).pathname}`, "HttpOnly", "SameSite=Lax"]);

  expect((await open({ cookie })).status).toBe(307);
  expect((await open({ cookie: `other=1; ${cookie}; more=2` })).status).toBe(307);
  for (const headers of [{}, { cookie: "actas=" }, { cookie: cookie.slice(0, -1) }, { cookie: `${cookie}x` }]) {
    const other = await open(headers);
    expect(other.status).toBe(403);
    expect(other.headers.get("location")).toBeNull();
    expect(await other.text()).toContain("This address was opened in another browser before.");
  }
  expect(await stateOf(listener)).toBe("waiting");
});

function sendRaw(port: number, text: string): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const socket = connect(port, "127.0.0.1", () => socket.write(text));
  socket.once("data", (data) => {
    resolve(`${data}`);
    socket.destroy();
  });
  socket.on("error", () => resolve("")).on("close", () => resolve(""));
  return promise;
}

const PICKER = "http://127.0.0.1:4000/pick/AAAAAAAAAAAAAAAAAAAAAA";

test.each([
  [PICKER, `0;url=${PICKER}`],
  ["https://evil.example/", null],
  ["http://127.0.0.1:4000/pick/../oauth2callback", null],
  ["http://127.0.0.1:4000@evil.example/pick/AAAAAAAAAAAAAAAAAAAAAA", null],
  ["http://localhost:4000/pick/AAAAAAAAAAAAAAAAAAAAAA", null],
  [`${PICKER}\r\nset-cookie: a=b`, null],
  [`${PICKER};url=https://evil.example`, null],
  ["javascript:alert(1)", null],
])("a browser that came from %p goes back there in the end only if that is the picker", async (then, refresh) => {
  const listener = listen();
  const begin = new URL(listener.shortUrl);
  begin.searchParams.set("then", then);
  const led = await fetch(begin, { headers: NAVIGATION, redirect: "manual" });
  expect(led.headers.get("location")).toBe(`https://login.example/?redirect_uri=${listener.redirectUri}`);
  const right = bring(listener, `code=${CODE}&state=${STATE}`);
  await listener.callback;
  listener.finish("signed-in");
  expect((await right).headers.get("refresh")).toBe(refresh);
  expect(await (await right).text()).toContain("Signed in to contoso");
});

test("a browser that opens the short URL second, or guesses it, does not say where the first goes back to", async () => {
  const listener = listen();
  await fetch(listener.shortUrl, { headers: NAVIGATION, redirect: "manual" });
  const second = await fetch(`${listener.shortUrl}?then=${PICKER}`, { headers: NAVIGATION, redirect: "manual" });
  expect(second.status).toBe(403);
  const right = bring(listener, `code=${CODE}&state=${STATE}&then=${PICKER}`);
  await listener.callback;
  listener.finish("signed-in");
  expect((await right).headers.get("refresh")).toBeNull();
});
