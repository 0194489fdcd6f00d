import { afterEach, expect, test } from "bun:test";
import type { SignInSettingsInput } from "../../src/sandbox/sign-in-settings.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/start.ts";
import {
  allowInBrowser,
  authorizeUrl,
  CLIENT,
  call,
  ok,
  portal,
  redeem,
  register,
  type World,
} from "../support/identity-center-client.ts";

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

test("a person who says no sends the client away with access_denied", async () => {
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

function begin(settings: SignInSettingsInput = {}): World {
  const clock = { now: 1_800_000_000_000 };
  const sandbox = startSandbox({ now: () => clock.now, settings });
  started.push(sandbox);
  return { sandbox, clock };
}
