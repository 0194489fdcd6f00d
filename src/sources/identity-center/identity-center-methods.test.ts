import { expect, test } from "bun:test";
import {
  personWith,
  refusal,
  type Script,
  ScriptedIdentityCenter,
} from "../../../test/support/scripted-identity-center.ts";
import { Clock } from "../../base/clock.ts";
import type { RoleEntry } from "../../base/role-entry.ts";
import { Secret } from "../../base/secret.ts";
import { CannotAsk } from "../../conversation/conversation.ts";
import type { SignInTools } from "../sign-in-methods.ts";
import { SignInRefused } from "../sign-in-methods.ts";
import { type SignIn, SignIns } from "../sign-ins.ts";
import { identityCenterMethods } from "./identity-center-methods.ts";

const REGISTERED = { clientId: "client", clientSecret: "client-secret", clientSecretExpiresAt: 4_000_000_000 };
const TOKENS = { accessToken: "access", refreshToken: "refresh", expiresIn: 28800 };
const SCRIPT: Record<string, Script> = { RegisterClient: () => REGISTERED, CreateToken: () => TOKENS };

const SIGN_IN: SignIn<"identity-center"> = {
  key: "k",
  source: "corp",
  url: "https://corp.awsapps.com/start",
  kind: "identity-center",
  renewable: true,
  held: {
    grantType: "code",
    accessToken: new Secret("access"),
    refreshToken: new Secret("refresh"),
    client: { clientId: "client", clientSecret: new Secret("client-secret"), expiration: new Date(4_000_000_000_000) },
  },
};

const bringsCode = ({ searchParams }: URL): Record<string, string> => ({
  code: "the-code",
  state: searchParams.get("state") ?? "",
});

function tools(changes: Partial<SignInTools> = {}): SignInTools {
  return { conversation: personWith(bringsCode), clock: new Clock(), signIns: new SignIns(), ...changes };
}

/** Fails in turn with each of these, then answers. */
function first(failures: Response[], then: unknown): Script {
  return () => failures.shift() ?? then;
}

test("signing in with a browser registers a client, and redeems the code with the verifier of its challenge", async () => {
  await using center = new ScriptedIdentityCenter(SCRIPT);
  const signIn = await identityCenterMethods.signIn(center.source(), "code", tools());
  expect(signIn.held.accessToken.reveal()).toBe("access");
  expect(signIn).toMatchObject({ source: "corp", held: { grantType: "code", client: { clientId: "client" } } });
  expect(center.calls.map(({ operation }) => operation)).toEqual(["RegisterClient", "CreateToken"]);
  expect(center.calls[1]?.body).toEqual({
    clientId: "client",
    clientSecret: "client-secret",
    grantType: "authorization_code",
    code: "the-code",
    codeVerifier: expect.stringMatching(/^[\w-]{86}$/),
    redirectUri: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/oauth\/callback$/),
  });
});

test("a client serves until it ends, and each grant has its own", async () => {
  const device = { deviceCode: "d", userCode: "ABCD-EFGH", verificationUri: "https://device", expiresIn: 600 };
  await using center = new ScriptedIdentityCenter({ ...SCRIPT, StartDeviceAuthorization: () => device });
  let now = Date.now();
  const kept = tools({ clock: new Clock(() => now) });
  const signIn = () => identityCenterMethods.signIn(center.source(), "code", kept);
  await signIn();
  await signIn();
  expect(center.countOf("RegisterClient")).toBe(1);
  const noPage = { ...kept.conversation, ask: () => Promise.reject(new CannotAsk("there is no terminal")) };
  const noDevice = identityCenterMethods.signIn(center.source(), "device", { ...kept, conversation: noPage });
  await expect(noDevice).rejects.toBeInstanceOf(CannotAsk);
  expect(
    center.calls.filter(({ operation }) => operation === "RegisterClient").map(({ body }) => body.grantTypes),
  ).toEqual([
    ["authorization_code", "refresh_token"],
    ["urn:ietf:params:oauth:grant-type:device_code", "refresh_token"],
  ]);
  now = 4_000_000_000_000;
  await signIn();
  expect(center.countOf("RegisterClient")).toBe(3);
});

test("a client that is not known any more is registered anew, once", async () => {
  const unknown = refusal("InvalidClientException", 401, "invalid_client");
  const script: { CreateToken: Script } = { CreateToken: () => TOKENS };
  await using center = new ScriptedIdentityCenter({ ...SCRIPT, CreateToken: (call) => script.CreateToken(call) });
  const kept = tools();
  await identityCenterMethods.signIn(center.source(), "code", kept);
  script.CreateToken = first([unknown], TOKENS);
  await identityCenterMethods.signIn(center.source(), "code", kept);
  expect(center.countOf("RegisterClient")).toBe(2);
  script.CreateToken = () => refusal("InvalidClientException", 401, "invalid_client");
  await expect(identityCenterMethods.signIn(center.source(), "code", kept)).rejects.toMatchObject({
    code: "access-denied",
  });
  expect(center.countOf("RegisterClient")).toBe(3);
});

test("a start URL or a region that is wrong is told with both, and with the file", async () => {
  await using center = new ScriptedIdentityCenter({ RegisterClient: () => refusal("InvalidRequestException") });
  await expect(identityCenterMethods.signIn(center.source(), "device", tools())).rejects.toMatchObject({
    code: "configuration",
    message:
      'cannot sign in to "corp": Identity Center in region eu-west-1 does not know the start URL https://corp.awsapps.com/start',
    hints: [expect.stringContaining("sources.d/corp.json")],
  });
});

test("who says no in the browser is not asked again", async () => {
  await using center = new ScriptedIdentityCenter(SCRIPT);
  const saysNo = ({ searchParams }: URL) => ({ error: "access_denied", state: searchParams.get("state") ?? "" });
  const signIn = identityCenterMethods.signIn(center.source(), "code", tools({ conversation: personWith(saysNo) }));
  await expect(signIn).rejects.toMatchObject({ code: "access-denied" });
  expect(center.countOf("CreateToken")).toBe(0);
});

test("renewing keeps the refresh token when no new one is given, and takes the new one when it is", async () => {
  const script = { answer: { accessToken: "second", expiresIn: 60 } as Record<string, unknown> };
  await using center = new ScriptedIdentityCenter({ CreateToken: () => script.answer });
  const renewed = await identityCenterMethods.renew(center.source(), SIGN_IN, tools());
  expect([renewed.held.accessToken.reveal(), renewed.held.refreshToken?.reveal()]).toEqual(["second", "refresh"]);
  expect(center.calls[0]?.body).toMatchObject({ grantType: "refresh_token", refreshToken: "refresh" });
  script.answer = { ...script.answer, refreshToken: "rotated" };
  const again = await identityCenterMethods.renew(center.source(), renewed, tools());
  expect(again.held.refreshToken?.reveal()).toBe("rotated");
});

test("a refresh token that was revoked, or a client that ended, ends the sign-in", async () => {
  for (const [exception, status] of [
    ["InvalidGrantException", 400],
    ["InvalidClientException", 401],
    ["ExpiredTokenException", 400],
  ] as const) {
    await using center = new ScriptedIdentityCenter({ CreateToken: () => refusal(exception, status) });
    await expect(identityCenterMethods.renew(center.source(), SIGN_IN, tools())).rejects.toBeInstanceOf(SignInRefused);
  }
  const { refreshToken: _, ...held } = SIGN_IN.held;
  const plain = { ...SIGN_IN, held };
  await using center = new ScriptedIdentityCenter(SCRIPT);
  await expect(identityCenterMethods.renew(center.source(), plain, tools())).rejects.toBeInstanceOf(SignInRefused);
});

test("a network that is away does not end the sign-in", async () => {
  const center = new ScriptedIdentityCenter(SCRIPT);
  const source = center.source();
  await center[Symbol.asyncDispose]();
  await expect(identityCenterMethods.renew(source, SIGN_IN, tools())).rejects.toMatchObject({ code: "unreachable" });
});

test("signing out tells the portal, and forgets also when it cannot be told", async () => {
  await using center = new ScriptedIdentityCenter({ Logout: () => ({}) });
  expect(await identityCenterMethods.signOut(center.source(), SIGN_IN, tools())).toBe("revoked");
  expect(center.calls).toMatchObject([{ operation: "Logout", token: "access" }]);
  await using refusing = new ScriptedIdentityCenter({ Logout: () => refusal("UnauthorizedException", 401) });
  expect(await identityCenterMethods.signOut(refusing.source(), SIGN_IN, tools())).toBe("forgotten");
});

test("roles are listed by account and name, with the account's name and address", async () => {
  await using center = new ScriptedIdentityCenter({
    ListAccounts: () => ({
      accountList: [
        { accountId: "222222222222", accountName: "Two", emailAddress: "two@example.com" },
        { accountId: "111111111111", accountName: "One" },
        { accountId: "333333333333" },
      ],
    }),
    ListAccountRoles: ({ query }) =>
      query.account_id === "333333333333"
        ? refusal("ForbiddenException", 403)
        : { roleList: [{ roleName: "ReadOnly" }, { roleName: "Admin" }] },
  });
  const found: RoleEntry[] = [];
  await identityCenterMethods.listRoles(center.source(), SIGN_IN, (roles) => found.push(...roles), tools());
  const one = { accountId: "111111111111", accountName: "One", description: "One" };
  const two = { accountId: "222222222222", accountName: "Two", description: "Two (two@example.com)" };
  expect(found).toEqual([
    { name: "111111111111/Admin", ...one },
    { name: "111111111111/ReadOnly", ...one },
    { name: "222222222222/Admin", ...two },
    { name: "222222222222/ReadOnly", ...two },
  ]);
});

test("listing with a sign-in that is over says so", async () => {
  await using center = new ScriptedIdentityCenter({ ListAccounts: () => refusal("UnauthorizedException", 401) });
  const listing = identityCenterMethods.listRoles(center.source(), SIGN_IN, () => {}, tools());
  await expect(listing).rejects.toBeInstanceOf(SignInRefused);
});
