import { afterEach, expect, test } from "bun:test";
import {
  CreateAccessKeyCommand,
  DeleteAccessKeyCommand,
  GetAccessKeyLastUsedCommand,
  IAMClient,
  ListAccessKeysCommand,
  UpdateAccessKeyCommand,
} from "@aws-sdk/client-iam";
import { type Credentials, GetCallerIdentityCommand, GetSessionTokenCommand } from "@aws-sdk/client-sts";
import { changeSettings } from "../../src/sandbox/control/control-client.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/start.ts";
import {
  assume,
  clientOf,
  credentialsOf,
  refusal,
  refusalText,
  sessionWithMfa,
  userClient,
} from "../support/sts-client.ts";

const ANAS = "AKIASANDBOXANA000001";

const started: Sandbox[] = [];
afterEach(async () => {
  for (const sandbox of started.splice(0)) await sandbox.stop();
});

test("a user has one key, may have two, and no third", async () => {
  const sandbox = start();
  const ana = iamOf(sandbox, await keysOf(sandbox));
  const { AccessKey: made } = await ana.send(new CreateAccessKeyCommand());
  expect(made).toMatchObject({ UserName: "ana", Status: "Active", AccessKeyId: expect.stringMatching(/^AKIA\w{16}$/) });
  const { AccessKeyMetadata: listed } = await ana.send(new ListAccessKeysCommand());
  expect(listed?.map(({ AccessKeyId, Status }) => [AccessKeyId, Status])).toEqual([
    [ANAS, "Active"],
    [made?.AccessKeyId, "Active"],
  ]);
  const third = ana.send(new CreateAccessKeyCommand());
  expect(await refusal(third)).toEqual(["LimitExceededException", 409, "Cannot exceed quota for AccessKeysPerUser: 2"]);
});

test("a new key is taken only after some seconds", async () => {
  let now = Date.now();
  const sandbox = start(() => now);
  const made = await madeKey(sandbox);
  const who = () => clientOf(sandbox, made).send(new GetCallerIdentityCommand());
  expect(await refusal(who())).toContain("InvalidClientTokenId");
  now += 2_000;
  expect((await who()).Arn).toEndWith("user/ana");
});

test("an inactive key is not taken until it is active again, and a deleted one never", async () => {
  const sandbox = start();
  await changeSettings(sandbox.url, { newKeySeconds: 0 });
  const made = await madeKey(sandbox);
  const ana = iamOf(sandbox, await keysOf(sandbox));
  const who = () => clientOf(sandbox, made).send(new GetCallerIdentityCommand());
  const set = (Status: "Active" | "Inactive") =>
    ana.send(new UpdateAccessKeyCommand({ AccessKeyId: made.AccessKeyId, Status }));
  await set("Inactive");
  expect(await refusal(who())).toContain("InvalidClientTokenId");
  await set("Active");
  await who();
  await ana.send(new DeleteAccessKeyCommand({ AccessKeyId: made.AccessKeyId }));
  expect(await refusal(who())).toContain("InvalidClientTokenId");
  const again = ana.send(new DeleteAccessKeyCommand({ AccessKeyId: made.AccessKeyId }));
  expect(await refusalText(again)).toBe(
    `The user with name ana does not have an access key with id ${made.AccessKeyId}.`,
  );
});

test("the last use of a key is told, and that there was none", async () => {
  const sandbox = start();
  await changeSettings(sandbox.url, { newKeySeconds: 0 });
  const made = await madeKey(sandbox);
  const ana = iamOf(sandbox, await keysOf(sandbox));
  const lastUse = async (AccessKeyId = "") => {
    const { AccessKeyLastUsed } = await ana.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }));
    return [AccessKeyLastUsed?.ServiceName, AccessKeyLastUsed?.Region, AccessKeyLastUsed?.LastUsedDate !== undefined];
  };
  expect(await lastUse(made.AccessKeyId)).toEqual(["N/A", "N/A", false]);
  await clientOf(sandbox, made).send(new GetCallerIdentityCommand());
  expect(await lastUse(made.AccessKeyId)).toEqual(["sts", "eu-west-1", true]);
  expect(await lastUse(ANAS)).toEqual(["iam", "us-east-1", true]);
});

test("a user manages no other user, and another user's key is not found", async () => {
  const sandbox = start();
  const ana = iamOf(sandbox, await keysOf(sandbox));
  expect(await refusal(ana.send(new ListAccessKeysCommand({ UserName: "ben" })))).toEqual([
    "AccessDenied",
    403,
    "User: arn:aws:iam::111122223333:user/ana is not authorized to perform: iam:ListAccessKeys on resource: " +
      "user ben because no identity-based policy allows the iam:ListAccessKeys action",
  ]);
  const bens = ana.send(new DeleteAccessKeyCommand({ AccessKeyId: "AKIASANDBOXBEN000001" }));
  expect(await refusal(bens)).toContain("NoSuchEntityException");
});

test("a session without MFA may not call IAM, one with MFA may, and a role has no keys of its own", async () => {
  const sandbox = start();
  const without = await credentialsOf(userClient(sandbox, "ana").send(new GetSessionTokenCommand()));
  const list = (keys: Credentials) => iamOf(sandbox, keys).send(new ListAccessKeysCommand());
  expect(await refusal(list(without))).toContain("InvalidClientTokenId");
  const session = await sessionWithMfa(sandbox);
  expect((await list(session)).AccessKeyMetadata).toHaveLength(1);
  const role = await assume(clientOf(sandbox, session), "Dev");
  expect(await refusalText(list(role))).toBe("Must specify userName when calling with non-User credentials");
});

test("policies may deny single actions, and everything without MFA", async () => {
  const sandbox = start();
  await changeSettings(sandbox.url, { iamDenied: ["DeleteAccessKey"], iamNeedsMfa: "yes" });
  const list = (keys: Credentials) => iamOf(sandbox, keys).send(new ListAccessKeysCommand());
  expect(await refusalText(list(await keysOf(sandbox)))).toEndWith("with an explicit deny in an identity-based policy");
  const session = await sessionWithMfa(sandbox);
  await list(session);
  const remove = iamOf(sandbox, session).send(new DeleteAccessKeyCommand({ AccessKeyId: ANAS }));
  expect(await refusalText(remove)).toEndWith("no identity-based policy allows the iam:DeleteAccessKey action");
});

function start(now?: () => number): Sandbox {
  const sandbox = startSandbox(now && { now });
  started.push(sandbox);
  return sandbox;
}

async function madeKey(sandbox: Sandbox): Promise<Credentials> {
  const ana = iamOf(sandbox, await keysOf(sandbox));
  const { AccessKey } = await ana.send(new CreateAccessKeyCommand());
  return { ...AccessKey, SessionToken: undefined, Expiration: undefined } as Credentials;
}

async function keysOf({ accounts }: Sandbox): Promise<Credentials> {
  const { accessKeyId, secretAccessKey } = accounts.users[0]!;
  return { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey } as Credentials;
}

function iamOf({ url }: Sandbox, keys: Credentials): IAMClient {
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken } = keys;
  const session = SessionToken ? { sessionToken: SessionToken } : {};
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, ...session };
  return new IAMClient({ region: "us-east-1", endpoint: url, maxAttempts: 1, credentials });
}
