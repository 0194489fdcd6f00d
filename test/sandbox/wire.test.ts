import { afterEach, expect, test } from "bun:test";
import { GetCallerIdentityCommand, GetFederationTokenCommand, GetSessionTokenCommand } from "@aws-sdk/client-sts";
import { callsOf, freshCode, setFaults } from "../../src/sandbox/control/control-client.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/start.ts";
import { assume, clientOf, credentialsOf, DEVICE, refusal, refusalText, userClient } from "../support/sts-client.ts";

const MINUTE = 60_000;

const started: Sandbox[] = [];
afterEach(async () => {
  for (const sandbox of started.splice(0)) await sandbox.stop();
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
      session: { name: "work" },
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
