import { afterEach, expect, test } from "bun:test";
import { createHash } from "node:crypto";
import {
  approve,
  callsOf,
  changeAssignment,
  changeSettings,
  forget,
  setFaults,
  visit,
} from "../../src/sandbox/control/control-client.ts";
import type { SignInSettingsInput } from "../../src/sandbox/sign-in-settings.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/start.ts";

const CODE = "authorization_code";
const DEVICE = "urn:ietf:params:oauth:grant-type:device_code";
const REFRESH = "refresh_token";
const SCOPE = "sso:account:access";
const VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CALLBACK = "http://127.0.0.1:4321/oauth/callback";

type Json = Record<string, unknown>;
interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly body: Json;
}

const started: Sandbox[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((sandbox) => sandbox.stop()));
});

test("a person signs in on the page, and the client gets tokens that open the portal", async () => {
  const world = begin();
  const client = await register(world);
  const { searchParams } = new URL(await allowInBrowser(world, client));
  expect(searchParams.get("state")).toBe("s t&te");
  const tokens = await ok(redeem(world, client, searchParams.get("code")));
  expect(tokens).toMatchObject({ tokenType: "Bearer", expiresIn: 3600, refreshToken: expect.any(String) });
  const { accountList } = await ok(portal(world, "/assignment/accounts", tokens));
  expect(accountList).toContainEqual({
    accountId: "111122223333",
    accountName: "Sandbox",
    emailAddress: "aws+sandbox@example.com",
  });
  const { roleList } = await ok(portal(world, "/assignment/roles?account_id=111122223333", tokens));
  expect(roleList).toContainEqual({ roleName: "Developer", accountId: "111122223333" });
});

test("somebody who says no sends the client away with access_denied", async () => {
  const world = begin();
  const client = await register(world);
  const { searchParams } = new URL(await allowInBrowser(world, client, { answer: "deny" }));
  expect([...searchParams]).toEqual([
    ["error", "access_denied"],
    ["state", "s t&te"],
  ]);
});

test.each([
  ["a redirect URI that is not registered", { redirect_uri: "http://127.0.0.1:4321/other" }, 400],
  ["a redirect URI on another host", { redirect_uri: "http://localhost:4321/oauth/callback" }, 400],
  ["a client that is not registered", { client_id: "nobody" }, 400],
  ["no PKCE", { code_challenge: "" }, "invalid_request"],
  ["PKCE without a hash", { code_challenge_method: "plain" }, "invalid_request"],
  ["a scope that is not registered", { scopes: "sso:account:other" }, "invalid_scope"],
  ["another response type", { response_type: "token" }, "unsupported_response_type"],
] as const)("the page refuses %s", async (_what, change, refusal) => {
  const world = begin();
  const response = await fetch(authorizeUrl(world, await register(world), change), { redirect: "manual" });
  if (refusal === 400) expect([response.status, response.headers.get("location")]).toEqual([400, null]);
  else expect(new URL(response.headers.get("location") ?? "").searchParams.get("error")).toBe(refusal);
});

test.each([
  ["another verifier", { codeVerifier: "x".repeat(43) }],
  ["another redirect URI", { redirectUri: "http://127.0.0.1:4322/oauth/callback" }],
  ["another code", { code: "x" }],
])("a code is worth nothing with %s, and nothing afterwards", async (_what, change) => {
  const world = begin();
  const client = await register(world);
  const code = new URL(await allowInBrowser(world, client)).searchParams.get("code");
  expect(await redeem(world, client, code, change)).toMatchObject({ status: 400, type: "InvalidGrantException" });
  const again = await redeem(world, client, code);
  expect(again.status).toBe("code" in change ? 200 : 400);
});

test("a code is good once, for a minute, and for the client it was given to", async () => {
  const world = begin();
  const client = await register(world);
  const newCode = async () => new URL(await allowInBrowser(world, client)).searchParams.get("code");
  const code = await newCode();
  await ok(redeem(world, client, code));
  expect((await redeem(world, client, code)).type).toBe("InvalidGrantException");
  expect((await redeem(world, await register(world), await newCode())).type).toBe("InvalidGrantException");
  const late = await newCode();
  world.clock.now += 61_000;
  expect((await redeem(world, client, late)).type).toBe("InvalidGrantException");
});

test.each(["http://[::1]/oauth/callback", "http://localhost/oauth/callback", "https://example.com/oauth/callback"])(
  "a client cannot register the redirect URI %s",
  async (uri) => {
    const world = begin();
    const answer = await call(world, "/client/register", {
      ...CLIENT,
      issuerUrl: world.sandbox.startUrl,
      redirectUris: [uri],
    });
    expect(answer).toMatchObject({ status: 400, type: "InvalidRedirectUriException" });
  },
);

test("the device grant waits for a person, and tells a client that asks too often", async () => {
  const world = begin();
  const client = await register(world);
  const device = await startDevice(world, client);
  expect(device).toMatchObject({ expiresIn: 600, interval: 1 });
  expect(device.userCode).toMatch(/^[A-Z]{4}-[A-Z]{4}$/);
  const ask = () => poll(world, client, device);
  expect(await ask()).toMatchObject({
    status: 400,
    type: "AuthorizationPendingException",
    body: { error: "authorization_pending", error_description: expect.any(String) },
  });
  expect((await ask()).type).toBe("AuthorizationPendingException");
  expect((await ask()).type).toBe("SlowDownException");
  world.clock.now += 1000;
  const { text } = await approve(world.sandbox.url, { userCode: String(device.userCode), person: "ben" });
  expect(text).toContain("You are signed in");
  expect((await ok(ask())).refreshToken).toBeString();
  expect((await ask()).type).toBe("InvalidGrantException");
});

test("a device whose person says no, or nothing, gets nothing", async () => {
  const world = begin();
  const client = await register(world);
  const [denied, late] = [await startDevice(world, client), await startDevice(world, client)];
  await approve(world.sandbox.url, { userCode: String(denied.userCode), answer: "deny" });
  expect((await poll(world, client, denied)).type).toBe("AccessDeniedException");
  world.clock.now += 600_000;
  expect((await poll(world, client, late)).type).toBe("ExpiredTokenException");
});

test("the page of the device grant shows whose code it is, also when it is typed in small letters", async () => {
  const world = begin();
  const { userCode } = await startDevice(world, await register(world));
  const typed = String(userCode).toLowerCase().replace("-", " ");
  const page = await fetch(`${world.sandbox.url}/device?user_code=${encodeURIComponent(typed)}`);
  expect(await page.text()).toContain(`<p class="code">${userCode}</p>`);
});

test("a refresh token is good once, and a kept one again and again", async () => {
  const world = begin();
  const client = await register(world);
  const first = await signIn(world, client);
  const second = await ok(renew(world, client, first.refreshToken));
  expect((await renew(world, client, first.refreshToken)).type).toBe("InvalidGrantException");
  await changeSettings(world.sandbox.url, { refreshTokens: "keep" });
  const third = await ok(renew(world, client, second.refreshToken));
  expect(third.refreshToken).toBe(second.refreshToken);
  expect(third.accessToken).not.toBe(second.accessToken);
});

test("access tokens, sessions and registrations end when they should", async () => {
  const world = begin({ accessTokenSeconds: 60, sessionSeconds: 100, registrationSeconds: 150 });
  const client = await register(world);
  const tokens = await signIn(world, client);
  world.clock.now += 60_000;
  expect(await portal(world, "/assignment/accounts", tokens)).toMatchObject({
    status: 401,
    type: "UnauthorizedException",
    body: { message: "Session token not found or invalid" },
  });
  const renewed = await ok(renew(world, client, tokens.refreshToken));
  expect(renewed.expiresIn).toBe(40);
  world.clock.now += 40_000;
  expect((await renew(world, client, renewed.refreshToken)).type).toBe("InvalidGrantException");
  world.clock.now += 50_000;
  expect(await renew(world, client, renewed.refreshToken)).toMatchObject({
    status: 401,
    type: "InvalidClientException",
  });
});

test("a client without a scope gets no refresh token, and a token for the whole session", async () => {
  const world = begin();
  const client = await register(world, { scopes: undefined });
  const tokens = await signIn(world, client);
  expect(tokens).toMatchObject({ expiresIn: 8 * 3600 });
  expect(tokens).not.toHaveProperty("refreshToken");
  await ok(portal(world, "/assignment/accounts", tokens));
});

test("after a logout neither token is good", async () => {
  const world = begin();
  const client = await register(world);
  const tokens = await signIn(world, client);
  expect((await portal(world, "/logout", tokens, "POST")).status).toBe(200);
  expect((await portal(world, "/assignment/accounts", tokens)).status).toBe(401);
  expect((await renew(world, client, tokens.refreshToken)).type).toBe("InvalidGrantException");
});

test("sign-ins and registrations can be made unknown from outside", async () => {
  const world = begin();
  const client = await register(world);
  const { refreshToken } = await signIn(world, client);
  await forget(world.sandbox.url, "sign-ins");
  expect((await renew(world, client, refreshToken)).type).toBe("InvalidGrantException");
  await forget(world.sandbox.url, "registrations");
  expect((await renew(world, client, refreshToken)).type).toBe("InvalidClientException");
});

test("credentials are those of the permission set's role, in the eyes of STS", async () => {
  const world = begin();
  const tokens = await signIn(world, await register(world));
  const path = "/federation/credentials?account_id=111122223333&role_name=Developer";
  const { roleCredentials } = await ok(portal(world, path, tokens));
  const { accessKeyId, expiration } = roleCredentials as Json;
  expect(Number(expiration) - world.clock.now).toBeWithin(3_599_000, 3_600_001);
  expect(accessKeyId).toStartWith("ASIASANDBOX");
  const calls = await callsOf(world.sandbox.url);
  expect(calls.at(-1)).toMatchObject({
    service: "sso",
    action: "GetRoleCredentials",
    accountId: "111122223333",
    roleName: "Developer",
    outcome: "ok",
  });
  expect(JSON.stringify(calls)).not.toContain("sandbox-access");
});

test("a permission set can be given and taken while the program runs", async () => {
  const world = begin();
  const tokens = await signIn(world, await register(world), "ben");
  const assignment = { person: "ben", accountId: "444455556666", roleName: "Auditor" };
  const ask = () => portal(world, "/federation/credentials?account_id=444455556666&role_name=Auditor", tokens);
  expect(await ask()).toMatchObject({ status: 403, type: "ForbiddenException", body: { message: "No access" } });
  await changeAssignment(world.sandbox.url, "assign", assignment);
  expect((await ask()).status).toBe(200);
  await changeAssignment(world.sandbox.url, "remove", assignment);
  expect((await ask()).status).toBe(403);
  expect((await portal(world, "/assignment/roles?account_id=444455556666", tokens)).status).toBe(403);
});

test("a thousand accounts come in pages of at most a hundred", async () => {
  const world = begin({ accounts: 1000 });
  const tokens = await signIn(world, await register(world));
  const seen: unknown[] = [];
  let next: unknown;
  do {
    const query = next ? `&next_token=${next}` : "";
    const page = await ok(portal(world, `/assignment/accounts?max_result=100${query}`, tokens));
    seen.push(...(page.accountList as Json[]).map(({ accountId }) => accountId));
    next = page.nextToken;
  } while (next);
  expect(new Set(seen).size).toBe(1000);
  const { roleList } = await ok(portal(world, `/assignment/roles?account_id=${seen[999]}`, tokens));
  expect(roleList).toHaveLength(5);
  expect((await portal(world, "/assignment/accounts?max_result=101", tokens)).type).toBe("InvalidRequestException");
  expect((await portal(world, "/assignment/roles?account_id=200000001001", tokens)).status).toBe(403);
});

test("throttling, failures and foreign pages come as planned, each in the words of its service", async () => {
  const world = begin();
  const { url } = world.sandbox;
  const tokens = await signIn(world, await register(world));
  const list = () => portal(world, "/assignment/accounts", tokens);
  await setFaults(url, { throttle: 1, action: "ListAccounts" });
  expect(await list()).toMatchObject({ status: 429, type: "TooManyRequestsException" });
  await setFaults(url, { throttle: 1 });
  expect((await call(world, "/client/register", CLIENT)).type).toBe("SlowDownException");
  await setFaults(url, { serverError: 1 });
  expect((await list()).status).toBe(500);
  await setFaults(url, { instead: 1 });
  const portalPage = await fetch(`${url}/assignment/accounts`);
  expect([portalPage.status, portalPage.headers.get("content-type")]).toEqual([200, "text/html"]);
  await setFaults(url, { instead: 1, answer: { status: 302, headers: { location: "https://example.com/" } } });
  expect((await fetch(`${url}/assignment/accounts`, { redirect: "manual" })).headers.get("location")).toBe(
    "https://example.com/",
  );
  expect((await list()).status).toBe(200);
});

test.each([
  ["another secret", { clientSecret: "x" }, 401, "InvalidClientException"],
  ["a grant that does not exist", { grantType: "password" }, 400, "UnsupportedGrantTypeException"],
  ["a grant it did not register for", { grantType: DEVICE, deviceCode: "x" }, 400, "UnauthorizedClientException"],
  ["a code that is missing", { code: undefined }, 400, "InvalidRequestException"],
])("no tokens for a client with %s", async (_what, change, status, type) => {
  const world = begin();
  const client = await register(world, { grantTypes: [CODE] });
  expect(await redeem(world, client, "x", change)).toMatchObject({ status, type });
});

test("a start URL of somewhere else is refused, ours in any spelling is not", async () => {
  const world = begin();
  const client = await register(world);
  const ask = (startUrl: string) => call(world, "/device_authorization", { ...client, startUrl });
  expect((await ask("https://example.com/start")).type).toBe("InvalidRequestException");
  for (const end of ["", "/", "#", "/#/"]) expect((await ask(world.sandbox.startUrl + end)).status).toBe(200);
});

const CLIENT = { clientName: "test", clientType: "public", scopes: [SCOPE], grantTypes: [CODE, DEVICE, REFRESH] };

interface World {
  readonly sandbox: Sandbox;
  readonly clock: { now: number };
}

function begin(settings: SignInSettingsInput = {}): World {
  const clock = { now: 1_800_000_000_000 };
  const sandbox = startSandbox({ now: () => clock.now, settings });
  started.push(sandbox);
  return { sandbox, clock };
}

async function register({ sandbox, clock }: World, change: object = {}): Promise<Json> {
  const redirectUris = ["http://127.0.0.1/oauth/callback"];
  const body = { ...CLIENT, redirectUris, issuerUrl: sandbox.startUrl, ...change };
  const { clientId, clientSecret } = await ok(call({ sandbox, clock }, "/client/register", body));
  return { clientId, clientSecret };
}

function authorizeUrl({ sandbox }: World, { clientId }: Json, change: object = {}): string {
  const query = new URLSearchParams({
    response_type: "code",
    client_id: String(clientId),
    redirect_uri: CALLBACK,
    state: "s t&te",
    code_challenge: createHash("sha256").update(VERIFIER).digest("base64url"),
    code_challenge_method: "S256",
    scopes: SCOPE,
    ...change,
  });
  return `${sandbox.url}/authorize?${query}`;
}

/** Where the browser is sent in the end. */
async function allowInBrowser(world: World, client: Json, behaviour: object = {}): Promise<string> {
  const { url } = await visit(world.sandbox.url, authorizeUrl(world, client), { until: "redirect", ...behaviour });
  expect(url).toStartWith(CALLBACK);
  return url;
}

function redeem(world: World, client: Json, code: string | null, change: object = {}): Promise<Answer> {
  const grant = { grantType: CODE, code, codeVerifier: VERIFIER, redirectUri: CALLBACK };
  return call(world, "/token", { ...client, ...grant, ...change });
}

function renew(world: World, client: Json, refreshToken: unknown): Promise<Answer> {
  return call(world, "/token", { ...client, grantType: REFRESH, refreshToken });
}

function startDevice(world: World, client: Json): Promise<Json> {
  return ok(call(world, "/device_authorization", { ...client, startUrl: world.sandbox.startUrl }));
}

function poll(world: World, client: Json, { deviceCode }: Json): Promise<Answer> {
  return call(world, "/token", { ...client, grantType: DEVICE, deviceCode });
}

async function signIn(world: World, client: Json, person = "ana"): Promise<Json> {
  const device = await startDevice(world, client);
  await approve(world.sandbox.url, { userCode: String(device.userCode), person });
  return ok(poll(world, client, device));
}

function call({ sandbox }: World, path: string, body: object): Promise<Answer> {
  return answerOf(fetch(sandbox.url + path, { method: "POST", body: JSON.stringify(body) }));
}

function portal({ sandbox }: World, path: string, { accessToken }: Json, method = "GET"): Promise<Answer> {
  return answerOf(fetch(sandbox.url + path, { method, headers: { "x-amz-sso_bearer_token": String(accessToken) } }));
}

async function answerOf(answered: Promise<Response>): Promise<Answer> {
  const response = await answered;
  const text = await response.text();
  const type = response.headers.get("x-amzn-errortype");
  return { status: response.status, type, body: JSON.parse(text || "{}") as Json };
}

async function ok(answer: Promise<Answer>): Promise<Json> {
  const { status, body } = await answer;
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body;
}
