import { afterEach, expect, test } from "bun:test";
import {
  AssumeRoleCommand,
  type Credentials,
  GetAccessKeyInfoCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  type STSClientConfig,
} from "@aws-sdk/client-sts";
import { freshCode } from "../../src/sandbox/control/control-client.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/start.ts";
import {
  assume,
  clientOf,
  credentialsOf,
  DEVICE,
  refusal,
  roleOf,
  sessionWithMfa,
  userClient,
} from "../support/sts-client.ts";

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

function start(now?: () => number): Sandbox {
  const sandbox = startSandbox(now ? { now } : {});
  started.push(sandbox);
  return sandbox;
}
