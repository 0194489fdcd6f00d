import { afterAll, beforeEach, expect, test } from "bun:test";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { approve, callsOf, changeSettings, forget, setFaults } from "../../src/sandbox/control/control-client.ts";
import { startSandbox } from "../../src/sandbox/start.ts";
import { CALLBACK, PUBLIC, publicClientOf, VERIFIER } from "../support/credential-server-client.ts";

const sandbox = startSandbox();
const { authorizeUrl, allowInBrowser, signIn, redeem, renew, borrow, roles, post, form, answerOf, ok } =
  publicClientOf(sandbox);
afterAll(() => sandbox.stop());
beforeEach(async () => {
  await setFaults(sandbox.url, {});
  await changeSettings(sandbox.url, { roleList: "yes", mairuNoCache: "absent", refreshTokens: "rotate" });
});

test("a person signs in on the page, and the client borrows a role that STS knows", async () => {
  const { access_token } = await signIn();
  const lent = await ok(borrow(access_token, "admin/very odd name"));
  expect(Object.keys(lent)).toEqual(["Version", "AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration"]);
  const sts = new STSClient({
    region: "eu-west-1",
    endpoint: sandbox.url,
    credentials: {
      accessKeyId: String(lent.AccessKeyId),
      secretAccessKey: String(lent.SecretAccessKey),
      sessionToken: String(lent.SessionToken),
    },
  });
  expect((await sts.send(new GetCallerIdentityCommand())).Arn).toBe(
    "arn:aws:sts::111122223333:assumed-role/Admin/ana@example.com",
  );
});

test("the redirect names the issuer, and brings the state back", async () => {
  const { searchParams } = new URL(await allowInBrowser());
  expect([...searchParams.keys()]).toEqual(["code", "state", "iss"]);
  expect([searchParams.get("state"), searchParams.get("iss")]).toEqual(["s", `${sandbox.url}/lend`]);
});

test("each person sees their own roles, unless the server does not list any", async () => {
  const [ana, ben] = [await signIn("ana"), await signIn("ben")];
  expect((await ok(roles(ana.access_token))).Roles).toContainEqual({ Name: "dev", Description: "Development" });
  expect((await ok(roles(ben.access_token))).Roles).toHaveLength(2);
  await changeSettings(sandbox.url, { roleList: "not-implemented" });
  expect((await roles(ana.access_token)).status).toBe(404);
});

test.each([
  ["no role", {}, 400],
  ["a role that is no text", { Role: 7 }, 400],
  ["a role that does not exist", { Role: "nothing" }, 404],
  ["another person's role", { Role: "audit" }, 403],
])("%s is not lent", async (_what, body, status) => {
  const { access_token } = await signIn("ben");
  expect((await post("assume-role", body, { authorization: `Bearer ${access_token}` })).status).toBe(status);
});

test("without a good token there is nothing", async () => {
  for (const authorization of [undefined, "Bearer x", "Basic x"]) {
    const answer = await post("assume-role", { Role: "dev" }, authorization ? { authorization } : {});
    expect(answer).toEqual({ status: 401, body: expect.objectContaining({ error: "invalid_token" }) });
  }
  const { access_token } = await signIn();
  await forget(sandbox.url, "sign-ins");
  expect((await borrow(access_token, "dev")).status).toBe(401);
});

test("a token that was revoked is good for nothing", async () => {
  const tokens = await signIn();
  await fetch(`${sandbox.lendUrl}oauth/revoke`, form({ ...PUBLIC, token: String(tokens.refresh_token) }));
  expect((await borrow(tokens.access_token, "dev")).status).toBe(401);
  expect((await renew(tokens.refresh_token)).body).toMatchObject({ error: "invalid_grant" });
});

test("a sign-in without PKCE, or with its plain form, is sent back", async () => {
  for (const change of [{ code_challenge: "", code_challenge_method: "" }, { code_challenge_method: "plain" }]) {
    const response = await fetch(authorizeUrl(change), { redirect: "manual" });
    expect(new URL(response.headers.get("location") ?? "").searchParams.get("error")).toBe("invalid_request");
  }
});

test("a code is good once, and only with its verifier", async () => {
  const code = new URL(await allowInBrowser()).searchParams.get("code");
  expect((await redeem(code, "x".repeat(43))).body).toMatchObject({ error: "invalid_grant" });
  const good = new URL(await allowInBrowser()).searchParams.get("code");
  expect((await redeem(good)).status).toBe(200);
  expect((await redeem(good)).body).toMatchObject({ error: "invalid_grant" });
});

test("a confidential client proves itself with its secret", async () => {
  const client_id = "actas-sandbox-confidential";
  const url = await allowInBrowser({ client_id });
  const grant = { grant_type: "authorization_code", code: new URL(url).searchParams.get("code") ?? "" };
  const rest = { redirect_uri: CALLBACK, code_verifier: VERIFIER };
  const ask = (secret: string) => {
    const authorization = `Basic ${btoa(`${client_id}:${encodeURIComponent(secret)}`)}`;
    return answerOf(
      fetch(`${sandbox.lendUrl}oauth/token`, { ...form({ ...grant, ...rest }), headers: { authorization } }),
    );
  };
  expect((await ask("wrong")).body).toMatchObject({ error: "invalid_client" });
  expect((await ask("sandbox-secret/oauth+client")).status).toBe(200);
});

test("a device waits for a person on the provider's pages", async () => {
  const device = await ok(answerOf(fetch(`${sandbox.lendUrl}oauth/device`, form({ ...PUBLIC, scope: "profile" }))));
  expect(device.interval).toBe(1);
  const ask = () =>
    answerOf(
      fetch(
        `${sandbox.lendUrl}oauth/token`,
        form({
          ...PUBLIC,
          grant_type: "urn:ietf:params:oauth:grant-type:device_code",
          device_code: String(device.device_code),
        }),
      ),
    );
  expect((await ask()).body).toMatchObject({ error: "authorization_pending" });
  await setFaults(sandbox.url, { throttle: 1 });
  expect(await ask()).toMatchObject({ status: 400, body: { error: "slow_down" } });
  const { text } = await approve(sandbox.url, { userCode: String(device.user_code), person: "ben" });
  expect(text).toContain("You are signed in");
  const { access_token } = await ok(ask());
  expect((await borrow(access_token, "dev")).status).toBe(200);
});

test("a device whose person says no is told so", async () => {
  const device = await ok(answerOf(fetch(`${sandbox.lendUrl}oauth/device`, form({ ...PUBLIC, scope: "profile" }))));
  await approve(sandbox.url, { answer: "deny" });
  const grant = { grant_type: "urn:ietf:params:oauth:grant-type:device_code", device_code: String(device.device_code) };
  const answer = await answerOf(fetch(`${sandbox.lendUrl}oauth/token`, form({ ...PUBLIC, ...grant })));
  expect(answer.body).toMatchObject({ error: "access_denied" });
});

test("refresh tokens rotate, stay, or are not there, as told", async () => {
  const first = await signIn();
  const second = await ok(renew(first.refresh_token));
  expect(second.refresh_token).not.toBe(first.refresh_token);
  await changeSettings(sandbox.url, { refreshTokens: "keep" });
  const { refresh_token } = await ok(renew(second.refresh_token));
  expect(refresh_token).toBe(second.refresh_token ?? "");
  await changeSettings(sandbox.url, { refreshTokens: "none" });
  expect(await signIn()).not.toHaveProperty("refresh_token");
});

test("credentials can be marked as for one use", async () => {
  const { access_token } = await signIn();
  await changeSettings(sandbox.url, { mairuNoCache: "true" });
  expect((await ok(borrow(access_token, "dev"))).Mairu).toEqual({ NoCache: true });
});

test("the server is busy, broken, or behind another server's page, as planned", async () => {
  const { access_token } = await signIn();
  await setFaults(sandbox.url, { throttle: 1 });
  expect((await borrow(access_token, "dev")).status).toBe(429);
  await setFaults(sandbox.url, { serverError: 1 });
  expect((await borrow(access_token, "dev")).status).toBe(500);
  await setFaults(sandbox.url, { instead: 1 });
  const answer = await fetch(`${sandbox.lendUrl}roles`);
  expect([answer.status, answer.headers.get("content-type"), await answer.text()]).toEqual([
    200,
    "text/html",
    expect.stringContaining("airport"),
  ]);
  expect((await borrow(access_token, "dev")).status).toBe(200);
});

test("the log tells who borrowed what, and no token", async () => {
  const { access_token } = await signIn();
  await borrow(access_token, "dev");
  const calls = await callsOf(sandbox.url);
  expect(calls.at(-1)).toMatchObject({ service: "lend", action: "assume-role", roleName: "dev", outcome: "ok" });
  expect(JSON.stringify(calls)).not.toContain(String(access_token));
});

test("a sign-in page that is over says so", async () => {
  const response = await fetch(`${sandbox.lendUrl}sign-in/unknown`);
  expect([response.status, await response.text()]).toEqual([400, expect.stringContaining("Start the sign-in again")]);
});

test("pages of the sandbox answer a person's browser, and no other page's script or form", async () => {
  const navigate = { "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
  const status = async (init: RequestInit) => (await fetch(authorizeUrl({}), { redirect: "manual", ...init })).status;
  expect(await status({ headers: navigate })).toBe(303);
  expect(await status({ headers: { "sec-fetch-mode": "cors", origin: "https://evil.example" } })).toBe(403);
  expect(await status({ method: "POST", headers: { ...navigate, origin: "https://evil.example" } })).toBe(403);
});
