import { afterAll, beforeEach, expect, test } from "bun:test";
import { initiateDeviceAuthorization, pollDeviceAuthorizationGrant, refreshTokenGrant } from "openid-client";
import { approve, callsOf, changeSettings, rotateKey } from "../../src/sandbox/control/control-client.ts";
import { startSandbox } from "../../src/sandbox/start.ts";
import { MAWS_CLIENT, YOYODYNE_CLIENT } from "../../src/sandbox/yoyodyne/yoyodyne-clients.ts";
import { openIdClient, signInAtYoyodyne } from "../support/yoyodyne-client.ts";

const sandbox = startSandbox();
afterAll(() => sandbox.stop());
beforeEach(() =>
  changeSettings(sandbox.url, {
    refreshTokens: "rotate",
    idTokenSeconds: 3600,
    signingKey: "published",
    furtherGroups: 0,
    accounts: 0,
  }),
);

test("an ID token says who the person is, and their groups where a trust policy sees them", async () => {
  const claims = (await signInAtYoyodyne(sandbox)).claims();
  expect(claims).toMatchObject({
    iss: `${sandbox.url}/yoyodyne`,
    aud: YOYODYNE_CLIENT,
    sub: "ad|Yoyodyne-LDAP|ana",
    amr: ["mfa", "yoyodyne_accounting", "yoyodyne_engineering"],
  });
  expect(claims).not.toHaveProperty("email");
});

test("an ID token has the claims of its scopes", async () => {
  const claims = (await signInAtYoyodyne(sandbox, { scope: "openid email groups", person: "ben" })).claims();
  expect(claims).toMatchObject({ email: "ben@example.com", groups: ["yoyodyne_engineering"] });
});

test("a person who says no is sent back with that", async () => {
  expect(signInAtYoyodyne(sandbox, { answer: "deny" })).rejects.toMatchObject({ error: "access_denied" });
});

test("a device gets an ID token, and can renew it", async () => {
  const client = await openIdClient(sandbox.wellKnownUrl);
  const device = await initiateDeviceAuthorization(client, { scope: "openid" });
  await approve(sandbox.url, { userCode: device.user_code, person: "ben" });
  const tokens = await pollDeviceAuthorizationGrant(client, device);
  expect(tokens.claims()?.sub).toBe("ad|Yoyodyne-LDAP|ben");
  const renewed = await refreshTokenGrant(client, tokens.refresh_token!);
  expect(renewed.claims()?.amr).toEqual(["mfa", "yoyodyne_engineering"]);
});

test("a refresh token is good once when it rotates", async () => {
  const { refresh_token: first = "" } = await signInAtYoyodyne(sandbox);
  const client = await openIdClient(sandbox.wellKnownUrl);
  const { refresh_token: second = "" } = await refreshTokenGrant(client, first);
  expect(second).not.toBe(first);
  expect(refreshTokenGrant(client, first)).rejects.toMatchObject({ error: "invalid_grant" });
});

test("an ID token lives as long as one wants", async () => {
  await changeSettings(sandbox.url, { idTokenSeconds: 40 });
  const { exp = 0, iat = 0 } = (await signInAtYoyodyne(sandbox)).claims() ?? {};
  expect(exp - iat).toBe(40);
});

test("a person can be in so many groups that the token gets too long", async () => {
  await changeSettings(sandbox.url, { furtherGroups: 200 });
  const { id_token } = await signInAtYoyodyne(sandbox);
  expect(id_token.length).toBeGreaterThan(4000);
});

test("a key that is not published makes tokens that nobody can verify", async () => {
  await changeSettings(sandbox.url, { signingKey: "unpublished" });
  expect(signInAtYoyodyne(sandbox)).rejects.toThrow();
});

test("a new key signs what comes, and sign-ins stay", async () => {
  const { id_token, refresh_token = "" } = await signInAtYoyodyne(sandbox);
  await rotateKey(sandbox.url, "kept");
  const client = await openIdClient(sandbox.wellKnownUrl);
  const renewed = await refreshTokenGrant(client, refresh_token);
  const kids = (await published()).map(({ kid }) => kid);
  expect([keyIdOf(renewed.id_token!), keyIdOf(id_token)]).toEqual(kids as [string, string]);
  await rotateKey(sandbox.url, "dropped");
  expect(await published()).toHaveLength(1);
});

test("only maws may send its token request as JSON", async () => {
  const ask = async (client_id: string) => {
    const body = JSON.stringify({ grant_type: "authorization_code", client_id, code: "x", redirect_uri: "http://x" });
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${sandbox.url}/yoyodyne/token`, { method: "POST", headers, body });
    return ((await answer.json()) as { readonly error: string }).error;
  };
  expect([await ask(YOYODYNE_CLIENT), await ask(MAWS_CLIENT)]).toEqual(["invalid_request", "invalid_grant"]);
});

test("the log has no token", async () => {
  const { id_token } = await signInAtYoyodyne(sandbox);
  const calls = await callsOf(sandbox.url);
  expect(calls.at(-1)).toMatchObject({ service: "yoyodyne", action: "keys", outcome: "ok" });
  expect(JSON.stringify(calls)).not.toContain(id_token);
});

test("the sign-in page names the client, and what it wants", async () => {
  const address = new URL(`${sandbox.url}/yoyodyne/authorize`);
  address.search = new URLSearchParams({
    client_id: MAWS_CLIENT,
    response_type: "code",
    scope: "openid",
    redirect_uri: "http://localhost:10800/redirect_uri",
    code_challenge: "x".repeat(43),
    code_challenge_method: "S256",
  }).toString();
  const headers = { "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
  const first = await fetch(address, { redirect: "manual", headers });
  const cookie = first.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  const page = await fetch(new URL(first.headers.get("location")!, address), { headers: { ...headers, cookie } });
  expect(await page.text()).toContain("<b>maws at Yoyodyne</b> wants to use the AWS roles of Yoyodyne as you");
});

async function published(): Promise<readonly { readonly kid: string }[]> {
  const answer = await fetch(`${sandbox.url}/yoyodyne/keys`);
  return ((await answer.json()) as { readonly keys: { readonly kid: string }[] }).keys;
}

function keyIdOf(token: string): string {
  return JSON.parse(Buffer.from(token.split(".")[0]!, "base64url").toString()).kid;
}
