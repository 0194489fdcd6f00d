import { afterEach, expect, test } from "bun:test";
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  type Credentials,
  GetAccessKeyInfoCommand,
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
  STSClient,
  type STSClientConfig,
} from "@aws-sdk/client-sts";
import { callsOf, freshCode, setFaults } from "../../src/sandbox/control/control-client.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/start.ts";

const DEVICE = "arn:aws:iam::111122223333:mfa/ana";
const MINUTE = 60_000;

const started: Sandbox[] = [];
afterEach(async () => {
  for (const sandbox of started.splice(0)) await sandbox.stop();
});

test("a user, a session of it and a role's session are told who they are", async () => {
  const sandbox = start();
  const ana = userClient(sandbox, "ana");
  const session = await sessionWithMfa(sandbox);
  const dev = await assume(clientOf(sandbox, session), "Dev");
  const identities = [ana, clientOf(sandbox, session), clientOf(sandbox, dev)].map((client) =>
    client.send(new GetCallerIdentityCommand()),
  );
  expect((await Promise.all(identities)).map(({ Account, Arn, UserId }) => [Account, Arn, UserId])).toEqual([
    ["111122223333", "arn:aws:iam::111122223333:user/ana", "AIDASANDBOXANA0000001"],
    ["111122223333", "arn:aws:iam::111122223333:user/ana", "AIDASANDBOXANA0000001"],
    ["111122223333", "arn:aws:sts::111122223333:assumed-role/Dev/work", "AROASANDBOXDEV0000000:work"],
  ]);
});

test("the account of any key it knows is told", async () => {
  const sandbox = start();
  const partner = await assume(userClient(sandbox, "ben"), "Partner", { ExternalId: "sandbox-external-id" });
  const info = (AccessKeyId?: string) => userClient(sandbox, "ana").send(new GetAccessKeyInfoCommand({ AccessKeyId }));
  expect((await info(partner.AccessKeyId)).Account).toBe("444455556666");
  expect(await refusal(info("AKIASANDBOXNOBODY001"))).toContain("ValidationError");
});

test("credentials look like AWS's, are recognisable, and end when they were asked to", async () => {
  const now = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
  const sandbox = start(() => now);
  const ben = userClient(sandbox, "ben", { systemClockOffset: now - Date.now() });
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = await assume(ben, "ReadOnly");
  expect(AccessKeyId).toMatch(/^ASIA[A-Z0-9]{16}$/);
  expect(SecretAccessKey).toMatch(/^sandbox-secret.{26}$/);
  expect(SessionToken).toStartWith("sandbox-token");
  expect(Expiration).toEqual(new Date("2026-01-02T04:04:05Z"));
});

test("a role that wants MFA is given to a session that had it, or for a code, and else refused", async () => {
  const sandbox = start();
  const ana = userClient(sandbox, "ana");
  expect(await refusal(assume(ana, "Dev"))).toEqual([
    "AccessDenied",
    403,
    "User: arn:aws:iam::111122223333:user/ana is not authorized to perform: sts:AssumeRole on resource: " +
      "arn:aws:iam::111122223333:role/Dev",
  ]);
  const withoutMfa = await credentialsOf(ana.send(new GetSessionTokenCommand()));
  expect(await refusal(assume(clientOf(sandbox, withoutMfa), "Dev"))).toContain("AccessDenied");
  const session = clientOf(sandbox, await sessionWithMfa(sandbox));
  for (const role of ["Dev", "Dev1", "Dev2", "Dev3", "Dev4", "Dev5", "Admin", "Audit"]) await assume(session, role);
  await assume(ana, "Admin", { SerialNumber: DEVICE, TokenCode: await freshCode(sandbox.url, DEVICE) });
});

test("a code serves once, with its own device, and only whole", async () => {
  const sandbox = start();
  const ana = userClient(sandbox, "ana");
  const TokenCode = await freshCode(sandbox.url, DEVICE);
  const withCode = (input: object) => refusal(assume(ana, "Dev", input));
  await assume(ana, "Dev", { SerialNumber: DEVICE, TokenCode });
  const invalid = "MultiFactorAuthentication failed with invalid MFA one time pass code. ";
  expect(await withCode({ SerialNumber: DEVICE, TokenCode })).toEqual(["AccessDenied", 403, invalid]);
  const both = "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.";
  expect(await withCode({ SerialNumber: DEVICE })).toEqual(["AccessDenied", 403, both]);
  expect(await withCode({ TokenCode })).toEqual(["AccessDenied", 403, both]);
  const ben = userClient(sandbox, "ben");
  const SerialNumber = DEVICE;
  const foreign = await refusal(ben.send(new GetSessionTokenCommand({ SerialNumber, TokenCode })));
  expect(foreign[2]).toStartWith("MultiFactorAuthentication failed, unable to validate MFA code.");
  expect(await withCode({ SerialNumber: DEVICE, TokenCode: "12345" })).toContain("ValidationError");
});

test("a chain goes as far as trust does, for an hour at most, and forgets the MFA code", async () => {
  const sandbox = start();
  const session = clientOf(sandbox, await sessionWithMfa(sandbox));
  const dev = clientOf(sandbox, await assume(session, "Dev"));
  const limit = "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining";
  expect(await refusal(assume(session, "Admin", { DurationSeconds: 3601 }))).toEqual(["ValidationError", 400, limit]);
  expect(await refusal(assume(dev, "Deploy", { DurationSeconds: 7200 }))).toEqual(["ValidationError", 400, limit]);
  expect(await refusal(assume(session, "Deploy"))).toContain("AccessDenied");
  expect(await refusal(assume(dev, "Dev1"))).toContain("AccessDenied");
  await assume(dev, "Deploy", { DurationSeconds: 3600 });
});

test("durations keep to AWS's limits and to the role's", async () => {
  const sandbox = start();
  const ben = userClient(sandbox, "ben");
  const asked = (DurationSeconds: number) => refusal(assume(ben, "ReadOnly", { DurationSeconds }));
  expect(await asked(899)).toEqual([
    "ValidationError",
    400,
    "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: " +
      "Member must have value greater than or equal to 900",
  ]);
  expect((await asked(43_201))[2]).toContain("less than or equal to 43200");
  expect((await asked(3601))[2]).toBe(
    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
  );
  await assume(ben, "ReadOnly", { DurationSeconds: 900 });
  const sessionFor = (DurationSeconds: number) => ben.send(new GetSessionTokenCommand({ DurationSeconds }));
  expect((await refusal(sessionFor(129_601)))[2]).toContain("less than or equal to 129600");
  const { Expiration } = await credentialsOf(sessionFor(129_600));
  expect(Math.abs(Number(Expiration) - Date.now() - 129_600_000)).toBeLessThan(MINUTE);
});

test("a session cannot make another session", async () => {
  const sandbox = start();
  const session = await credentialsOf(userClient(sandbox, "ben").send(new GetSessionTokenCommand()));
  const again = clientOf(sandbox, session).send(new GetSessionTokenCommand());
  expect(await refusal(again)).toEqual(["AccessDenied", 403, "Cannot call GetSessionToken with session credentials"]);
});

test("a role is refused to those it does not trust, and without its external id", async () => {
  const sandbox = start();
  const ben = userClient(sandbox, "ben");
  for (const role of ["Nobody", "Partner", "Missing"])
    expect(await refusal(assume(ben, role))).toContain("AccessDenied");
  expect(await refusal(assume(ben, "Partner", { ExternalId: "wrong" }))).toContain("AccessDenied");
  const { AssumedRoleUser } = await ben.send(
    new AssumeRoleCommand({ ...roleOf("Partner"), ExternalId: "sandbox-external-id", SourceIdentity: "ben" }),
  );
  expect(AssumedRoleUser?.Arn).toBe("arn:aws:sts::444455556666:assumed-role/Partner/work");
  expect(
    await refusal(ben.send(new AssumeRoleCommand({ ...roleOf("Dev"), RoleArn: "arn:aws:iam::1:role/x" }))),
  ).toEqual(["ValidationError", 400, "arn:aws:iam::1:role/x is invalid"]);
});

test("wrong keys, wrong tokens and ended ones are refused in STS's words", async () => {
  let now = Date.now();
  const sandbox = start(() => now);
  const session = await credentialsOf(userClient(sandbox, "ben").send(new GetSessionTokenCommand()));
  const whoAmI = (key: Partial<Credentials>, config: STSClientConfig = {}) =>
    refusal(clientOf(sandbox, { ...session, ...key }, config).send(new GetCallerIdentityCommand()));
  expect(await whoAmI({ SecretAccessKey: "x" })).toContain("SignatureDoesNotMatch");
  expect(await whoAmI({ SessionToken: "x" })).toContain("InvalidClientTokenId");
  expect(await whoAmI({ AccessKeyId: "AKIASANDBOXNOBODY001" })).toContain("InvalidClientTokenId");
  now += 43_201_000;
  const ended = "The security token included in the request is expired";
  expect(await whoAmI({}, { systemClockOffset: 43_201_000 })).toEqual(["ExpiredToken", 403, ended]);
});

test("a call without a signature, or with an action that is not there, is refused", async () => {
  const sandbox = start();
  const { url } = sandbox;
  const answer = await fetch(`${url}/?Action=GetCallerIdentity&Version=2011-06-15`);
  expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining("MissingAuthenticationToken")]);
  expect(await refusal(userClient(sandbox, "ben").send(new GetFederationTokenCommand({ Name: "ben" })))).toEqual([
    "InvalidAction",
    400,
    "Could not find operation GetFederationToken for version 2011-06-15",
  ]);
});

test("a wrong clock is seen in the Date header and in the refusal, and the SDK corrects itself by it", async () => {
  const sandbox = start();
  await setFaults(sandbox.url, { clockOffsetSeconds: 3600 });
  const date = Date.parse((await fetch(sandbox.url)).headers.get("date") ?? "");
  expect(Math.abs(date - Date.now() - 60 * MINUTE)).toBeLessThan(MINUTE);
  const once = await refusal(userClient(sandbox, "ben").send(new GetCallerIdentityCommand()));
  expect(once[2]).toStartWith("Signature expired: ");
  await userClient(sandbox, "ben", { maxAttempts: 2 }).send(new GetCallerIdentityCommand());
});

test("throttling, server errors and dropped connections come as often as planned", async () => {
  const sandbox = start();
  const whoAmI = () => refusal(userClient(sandbox, "ben").send(new GetCallerIdentityCommand()));
  await setFaults(sandbox.url, { throttle: 1 });
  expect(await whoAmI()).toEqual(["Throttling", 400, "Rate exceeded"]);
  await setFaults(sandbox.url, { serverError: 1 });
  expect(await whoAmI()).toContain("ServiceUnavailable");
  await setFaults(sandbox.url, { drop: 1 });
  expect(await whoAmI()).toContain("TimeoutError");
  await userClient(sandbox, "ben").send(new GetCallerIdentityCommand());
  expect((await callsOf(sandbox.url)).map(({ outcome }) => outcome)).toEqual([
    "Throttling",
    "ServiceUnavailable",
    "dropped",
    "ok",
  ]);
});

test("answers are as late as planned", async () => {
  const sandbox = start();
  await setFaults(sandbox.url, { latencyMs: 60 });
  const before = performance.now();
  await userClient(sandbox, "ben").send(new GetCallerIdentityCommand());
  expect(performance.now() - before).toBeGreaterThan(59);
});

test("credentials can be made to end sooner than AWS allows", async () => {
  const sandbox = start();
  await setFaults(sandbox.url, { lifetimeSeconds: 20 });
  const { Expiration } = await assume(userClient(sandbox, "ben"), "ReadOnly");
  expect(Number(Expiration) - Date.now()).toBeWithin(15_000, 20_001);
});

test("the log tells what was asked and by whom, and nothing secret", async () => {
  const sandbox = start();
  const TokenCode = await freshCode(sandbox.url, DEVICE);
  const ana = userClient(sandbox, "ana");
  const {
    AccessKeyId,
    SecretAccessKey = "?",
    SessionToken = "?",
  } = await credentialsOf(
    ana.send(new GetSessionTokenCommand({ SerialNumber: DEVICE, TokenCode, DurationSeconds: 900 })),
  );
  await assume(clientOf(sandbox, { AccessKeyId, SecretAccessKey, SessionToken, Expiration: undefined }), "Dev");
  const calls = await callsOf(sandbox.url);
  const user = { service: "sts", outcome: "ok", time: expect.any(String) };
  expect(calls).toEqual([
    {
      ...user,
      action: "GetSessionToken",
      accessKeyId: "AKIASANDBOXANA000001",
      signedBy: "arn:aws:iam::111122223333:user/ana",
      durationSeconds: 900,
      mfa: "given",
    },
    {
      ...user,
      action: "AssumeRole",
      signedBy: "arn:aws:iam::111122223333:user/ana",
      accessKeyId: AccessKeyId ?? "",
      roleArn: "arn:aws:iam::111122223333:role/Dev",
      mfa: "none",
    },
  ]);
  const text = JSON.stringify(calls);
  expect([TokenCode, SecretAccessKey, SessionToken].filter((secret) => text.includes(secret))).toEqual([]);
});

test("the control paths refuse what they do not know", async () => {
  const { url } = start();
  expect(await refusalText(setFaults(url, { trottle: 1 } as object))).toContain("trottle");
  expect(await refusalText(freshCode(url, "arn:aws:iam::111122223333:mfa/ben"))).toBe("there is no such MFA device");
  expect((await fetch(`${url}/_sandbox/nothing`)).status).toBe(404);
});

function start(now?: () => number): Sandbox {
  const sandbox = startSandbox(now ? { now } : {});
  started.push(sandbox);
  return sandbox;
}

function userClient(sandbox: Sandbox, name: string, config: STSClientConfig = {}): STSClient {
  const { accessKeyId, secretAccessKey } = sandbox.accounts.users.find((user) => user.name === name)!;
  return new STSClient({
    region: "eu-west-1",
    endpoint: sandbox.url,
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey },
    ...config,
  });
}

function clientOf(sandbox: Sandbox, key: Credentials, config: STSClientConfig = {}): STSClient {
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = key;
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  return userClient(sandbox, "ana", { credentials, ...config });
}

async function sessionWithMfa(sandbox: Sandbox): Promise<Credentials> {
  const TokenCode = await freshCode(sandbox.url, DEVICE);
  const command = new GetSessionTokenCommand({ SerialNumber: DEVICE, TokenCode });
  return credentialsOf(userClient(sandbox, "ana").send(command));
}

function assume(client: STSClient, role: string, input: object = {}): Promise<Credentials> {
  return credentialsOf(client.send(new AssumeRoleCommand({ ...roleOf(role), ...input })));
}

function roleOf(name: string): AssumeRoleCommandInput {
  const path = { Audit: "444455556666:role/Audit", Partner: "444455556666:role/partners/Partner" }[name];
  return { RoleArn: `arn:aws:iam::${path ?? `111122223333:role/${name}`}`, RoleSessionName: "work" };
}

async function credentialsOf(output: Promise<{ Credentials?: Credentials | undefined }>): Promise<Credentials> {
  const { Credentials } = await output;
  if (!Credentials) throw new Error("no credentials");
  return Credentials;
}

/** The error's code, its HTTP status and its message. */
async function refusal(call: Promise<unknown>): Promise<(string | number | undefined)[]> {
  const error = await call.then(
    () => new Error("it was not refused"),
    (thrown) => thrown as Error & { code?: string; $metadata?: { httpStatusCode?: number } },
  );
  const name = error.name === "Error" && "code" in error ? String(error.code) : error.name;
  return [name, "$metadata" in error ? error.$metadata?.httpStatusCode : undefined, error.message];
}

async function refusalText(call: Promise<unknown>): Promise<string> {
  return String((await refusal(call))[2]);
}
