import { afterEach, expect, test } from "bun:test";
import {
  callsOf,
  changeAssignment,
  changeSettings,
  forget,
  setFaults,
} from "../../src/sandbox/control/control-client.ts";
import type { SignInSettingsInput } from "../../src/sandbox/sign-in-settings.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/start.ts";
import {
  CLIENT,
  CODE,
  call,
  DEVICE,
  type Json,
  ok,
  portal,
  redeem,
  register,
  renew,
  signIn,
  type World,
} from "../support/identity-center-client.ts";

const started: Sandbox[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((sandbox) => sandbox.stop()));
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

function begin(settings: SignInSettingsInput = {}): World {
  const clock = { now: 1_800_000_000_000 };
  const sandbox = startSandbox({ now: () => clock.now, settings });
  started.push(sandbox);
  return { sandbox, clock };
}
