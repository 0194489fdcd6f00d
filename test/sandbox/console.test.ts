import { afterAll, beforeEach, expect, test } from "bun:test";
import { AssumeRoleCommand, type Credentials, GetSessionTokenCommand, STSClient } from "@aws-sdk/client-sts";
import { callsOf, setFaults } from "../../src/sandbox/control/control-client.ts";
import { startSandbox } from "../../src/sandbox/start.ts";

const sandbox = startSandbox();
afterAll(() => sandbox.stop());
beforeEach(() => setFaults(sandbox.url, {}));

const BEN = sandbox.accounts.users.find(({ name }) => name === "ben")!;
const ROLE = "arn:aws:iam::111122223333:role/ReadOnly";
const DESTINATION = "https://console.aws.amazon.com/s3/home?region=eu-west-1";
const NAVIGATE = { "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };

test("credentials of a role buy a sign-in token, with which a browser is in the console", async () => {
  const keys = await assumed();
  const { SigninToken: token = "" } = await bought({ Session: sessionOf(keys) });
  const page = await openConsole(token);
  expect(page).toContain("<b>arn:aws:sts::111122223333:assumed-role/ReadOnly/test</b> in account 111122223333");
  expect(page).toContain("https://console.aws.amazon.com/s3/home?region=eu-west-1");
  expect(page).toContain("https://idp.example/?account=a&#38;role=b");
  const log = JSON.stringify(await callsOf(sandbox.url));
  for (const secret of [token, keys.SecretAccessKey!, keys.SessionToken!]) expect(log).not.toContain(secret);
});

test("a question with a query, as maws asks it, is as good as a form", async () => {
  const query = new URLSearchParams({ Action: "getSigninToken", Session: sessionOf(await assumed()) });
  expect(await (await fetch(`${sandbox.federationUrl}?${query}`)).json()).toHaveProperty("SigninToken");
});

test("a session lasts as long as asked, but no longer than the credentials by default", async () => {
  const keys = await assumed();
  const ends = async (fields: Record<string, string>) => {
    const { SigninToken = "" } = await bought({ Session: sessionOf(keys), ...fields });
    return Date.parse(/ends at ([\dTZ:-]+)/.exec(await openConsole(SigninToken))?.[1] ?? "");
  };
  expect(await ends({})).toBe(keys.Expiration!.getTime());
  expect((await ends({ SessionDuration: "43200" })) - Date.now()).toBeGreaterThan(43_100_000);
});

test("a chained role may not ask for a duration", async () => {
  const first = await assumed("arn:aws:iam::111122223333:role/ReadOnly");
  const keys = await assumed("arn:aws:iam::111122223333:role/ReadOnly", first);
  expect(await bought({ Session: sessionOf(keys) })).toHaveProperty("SigninToken");
  expect(await bought({ Session: sessionOf(keys), SessionDuration: "3600" })).toEqual({ status: 400 });
});

test("what is not a role's, is wrong, or has ended buys nothing", async () => {
  const keys = await assumed();
  const user = (await stsOf().send(new GetSessionTokenCommand())).Credentials!;
  const session = sessionOf(keys);
  const tried: Record<string, string>[] = [
    {},
    { Session: "x" },
    { Session: session.replace(keys.SecretAccessKey!, "wrong") },
    { Session: sessionOf(user) },
    { Session: session, SessionDuration: "899" },
    { Session: session, SessionDuration: "43201" },
    { Session: session, Action: "other" },
  ];
  for (const fields of tried) expect(await bought(fields)).toEqual({ status: 400 });
  await setFaults(sandbox.url, { clockOffsetSeconds: 3601 });
  expect(await bought({ Session: session })).toEqual({ status: 400 });
});

test("a sign-in token ends after 15 minutes", async () => {
  const { SigninToken: token = "" } = await bought({ Session: sessionOf(await assumed()) });
  await setFaults(sandbox.url, { clockOffsetSeconds: 901 });
  expect((await login(token)).status).toBe(400);
});

test("a browser that signs out is out", async () => {
  const { SigninToken: token = "" } = await bought({ Session: sessionOf(await assumed()) });
  const cookie = (await login(token)).headers.getSetCookie()[0]!.split(";")[0]!;
  const status = async (path: string) => (await fetch(sandbox.url + path, { headers: { ...NAVIGATE, cookie } })).status;
  expect(await status("/console")).toBe(200);
  expect(await status("/oauth?Action=logout")).toBe(200);
  expect(await status("/console")).toBe(403);
});

async function bought(fields: Record<string, string>): Promise<{ SigninToken?: string; status?: number }> {
  const body = new URLSearchParams({ Action: "getSigninToken", ...fields });
  const response = await fetch(sandbox.federationUrl, { method: "POST", body });
  if (!response.ok) return { status: response.status };
  return (await response.json()) as { SigninToken: string };
}

function login(SigninToken: string): Promise<Response> {
  const Issuer = "https://idp.example/?account=a&role=b";
  const query = new URLSearchParams({ Action: "login", SigninToken, Destination: DESTINATION, Issuer });
  return fetch(`${sandbox.federationUrl}?${query}`, { redirect: "manual", headers: NAVIGATE });
}

async function openConsole(token: string): Promise<string> {
  const { headers } = await login(token);
  const cookie = headers.getSetCookie()[0]!.split(";")[0]!;
  const page = await fetch(new URL(headers.get("location")!, sandbox.url), { headers: { ...NAVIGATE, cookie } });
  return page.text();
}

function sessionOf({ AccessKeyId, SecretAccessKey, SessionToken }: Credentials): string {
  return JSON.stringify({ sessionId: AccessKeyId, sessionKey: SecretAccessKey, sessionToken: SessionToken });
}

async function assumed(RoleArn = ROLE, keys?: Credentials): Promise<Credentials> {
  const command = new AssumeRoleCommand({ RoleArn, RoleSessionName: "test" });
  return (await stsOf(keys).send(command)).Credentials!;
}

function stsOf(keys?: Credentials): STSClient {
  const credentials = keys
    ? { accessKeyId: keys.AccessKeyId!, secretAccessKey: keys.SecretAccessKey!, sessionToken: keys.SessionToken! }
    : BEN;
  return new STSClient({ region: "eu-west-1", endpoint: sandbox.url, credentials });
}
