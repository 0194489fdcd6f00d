import { afterEach, expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { IAMClient, ListRolesCommand, paginateListRoles } from "@aws-sdk/client-iam";
import { DisableKeyCommand, KMSClient, SignCommand } from "@aws-sdk/client-kms";
import { OrganizationsClient, paginateListAccounts } from "@aws-sdk/client-organizations";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { AssumeRoleCommand, type Credentials, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { addTrust, callsOf, changeMember, setFaults } from "../../src/sandbox/control/control-client.ts";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../src/sandbox/start.ts";
import { clientOf, credentialsOf, refusal, refusalText, userClient } from "../support/sts-client.ts";

const ACCOUNT = "300000000002";
const BUCKET = "sandbox-111122223333";

const started: Sandbox[] = [];
afterEach(async () => {
  for (const sandbox of started.splice(0)) await sandbox.stop();
});

test("a session may do what its session policy says, and still ask who it is", async () => {
  const sandbox = start();
  const keys = await audit(sandbox, { Effect: "Allow", Action: "iam:List*", Resource: "*" });
  await iamOf(sandbox, keys).send(new ListRolesCommand({}));
  await clientOf(sandbox, keys).send(new GetCallerIdentityCommand());
  const next = { RoleArn: `arn:aws:iam::${ACCOUNT}:role/actas/actas-audit`, RoleSessionName: "work" };
  expect(await refusalText(clientOf(sandbox, keys).send(new AssumeRoleCommand(next)))).toContain(
    "no session policy allows the sts:AssumeRole action",
  );
});

test("a session policy that denies wins, and one that cannot be read is refused", async () => {
  const sandbox = start();
  const all = { Effect: "Allow", Action: "*", Resource: "*" };
  const keys = await audit(sandbox, all, { ...all, Effect: "Deny", Action: ["iam:listroles"] });
  expect(await refusal(iamOf(sandbox, keys).send(new ListRolesCommand({})))).toContain(403);
  expect(await refusal(audit(sandbox, { ...all, Condition: {} }))).toContain("MalformedPolicyDocumentException");
  expect(await refusal(audit(sandbox, { ...all, Action: "x".repeat(2100) }))).toContain(
    "PackedPolicyTooLargeException",
  );
});

test("tags and a source identity need permission of the trust policy, and the log says what a session carries", async () => {
  const sandbox = start();
  const carry = {
    SourceIdentity: "ana",
    Tags: [{ Key: "team", Value: "web" }],
    TransitiveTagKeys: ["team"],
    Policy: JSON.stringify({ Version: "2012-10-17", Statement: ANYTHING }),
  };
  const ben = userClient(sandbox, "ben");
  const audit = { RoleArn: `arn:aws:iam::${ACCOUNT}:role/actas/actas-audit`, RoleSessionName: "work" };
  expect(await refusalText(ben.send(new AssumeRoleCommand({ ...audit, ...carry })))).toContain("sts:TagSession");
  const { SourceIdentity } = carry;
  expect(await refusalText(ben.send(new AssumeRoleCommand({ ...audit, SourceIdentity })))).toContain(
    "sts:SetSourceIdentity",
  );
  const readOnly = { RoleArn: "arn:aws:iam::111122223333:role/ReadOnly", RoleSessionName: "work" };
  expect(await ben.send(new AssumeRoleCommand({ ...readOnly, ...carry }))).toMatchObject({ SourceIdentity });
  expect((await callsOf(sandbox.url)).at(-1)?.session).toEqual({
    name: "work",
    sourceIdentity: "ana",
    tags: { team: "web" },
    transitiveTags: ["team"],
    policy: carry.Policy,
  });
});

test("as many roles as were asked for are on the pages that were asked for", async () => {
  const sandbox = start({ rolesPerAccount: 250 });
  const iam = iamOf(sandbox, await audit(sandbox));
  const first = await iam.send(new ListRolesCommand({ MaxItems: 200 }));
  expect([first.Roles?.length, first.IsTruncated]).toEqual([200, true]);
  const names = new Set<string | undefined>();
  for await (const page of paginateListRoles({ client: iam, pageSize: 100 }, {})) {
    for (const { Arn } of page.Roles ?? []) names.add(Arn);
  }
  expect(names.size).toBe(251);
});

test("what a role shows as its trust policy may be anything", async () => {
  const sandbox = start();
  const arn = `arn:aws:iam::${ACCOUNT}:role/Odd`;
  await addTrust(sandbox.url, "roles", { arn, trustPolicy: [], trustDocument: "no JSON %" });
  const { Roles } = await iamOf(sandbox, await audit(sandbox)).send(new ListRolesCommand({ MaxItems: 1000 }));
  const odd = Roles?.find(({ Arn }) => Arn === arn);
  expect(decodeURIComponent(odd?.AssumeRolePolicyDocument ?? "")).toBe("no JSON %");
});

test("faults of one account leave the others alone", async () => {
  const sandbox = start();
  const keys = await audit(sandbox);
  await setFaults(sandbox.url, { accounts: { [ACCOUNT]: { throttle: 1 }, "300000000001": { deny: true } } });
  expect(await refusal(iamOf(sandbox, keys).send(new ListRolesCommand({})))).toContain("Throttling");
  await iamOf(sandbox, keys).send(new ListRolesCommand({}));
  expect(await refusal(audit(sandbox, ANYTHING, undefined, "300000000001"))).toContain("AccessDenied");
  await audit(sandbox, ANYTHING, undefined, "300000000003");
});

test("IAM throttles an account that asks more often in a second than planned, and no other", async () => {
  let now = Date.now();
  const sandbox = start({}, () => now);
  const [one, other] = [await audit(sandbox), await audit(sandbox, ANYTHING, undefined, "300000000003")];
  await setFaults(sandbox.url, { iamPerSecond: 2 });
  const ask = (keys: Credentials) => iamOf(sandbox, keys).send(new ListRolesCommand({}));
  await Promise.all([ask(one), ask(one), ask(other)]);
  expect(await refusal(ask(one))).toContain("Throttling");
  now += 1001;
  await ask(one);
});

test("accounts leave the organization, are suspended and renamed", async () => {
  const sandbox = start();
  await changeMember(sandbox.url, { accountId: "300000000001", state: "left" });
  await changeMember(sandbox.url, { accountId: ACCOUNT, state: "suspended", name: "Ünnamed" });
  const client = new OrganizationsClient(settingsOf(sandbox));
  const accounts = [];
  for await (const page of paginateListAccounts({ client }, {})) accounts.push(...(page.Accounts ?? []));
  expect(accounts.map(({ Id }) => Id)).not.toContain("300000000001");
  expect(accounts.find(({ Id }) => Id === ACCOUNT)).toMatchObject({ Name: "Ünnamed", Status: "SUSPENDED" });
});

test("an object is written only if it is new, or still the one that was read", async () => {
  const s3 = new S3Client({ ...settingsOf(start()), forcePathStyle: true });
  const put = (Body: string, condition: object) =>
    s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: "map.json", Body, ...condition }));
  const { ETag: first = "" } = await put("1", { IfNoneMatch: "*" });
  expect(await refusal(put("2", { IfNoneMatch: "*" }))).toContain("PreconditionFailed");
  const { ETag: second } = await put("3", { IfMatch: first });
  expect(await refusal(put("4", { IfMatch: first }))).toContain(412);
  const get = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: "map.json" }));
  expect([await get.Body?.transformToString(), get.ETag]).toEqual(["3", second]);
  const unchanged = s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: "map.json", IfNoneMatch: second }));
  expect(await refusal(unchanged)).toContain(304);
  expect(await refusal(put("5".repeat(10), { Bucket: "other" }))).toContain("NoSuchBucket");
});

test("a disabled key signs nothing, and a key only with its own algorithms", async () => {
  const sandbox = start();
  const kms = new KMSClient(settingsOf(sandbox));
  const sign = (SigningAlgorithm: "ECDSA_SHA_256" | "RSASSA_PSS_SHA_256", MessageType: "RAW" | "DIGEST" = "RAW") =>
    kms.send(
      new SignCommand({ KeyId: "alias/actas-issuer", Message: Buffer.from("x"), MessageType, SigningAlgorithm }),
    );
  await sign("ECDSA_SHA_256");
  expect(await refusalText(sign("RSASSA_PSS_SHA_256"))).toContain("incompatible with key spec ECC_NIST_P256");
  expect(await refusal(sign("ECDSA_SHA_256", "DIGEST"))).toContain("ValidationException");
  const hash = createHash("sha256").update("x").digest();
  const RSA = { KeyId: "alias/actas-issuer-rsa", SigningAlgorithm: "RSASSA_PKCS1_V1_5_SHA_256" } as const;
  const ofDigest = await kms.send(new SignCommand({ ...RSA, Message: hash, MessageType: "DIGEST" }));
  const ofText = await kms.send(new SignCommand({ ...RSA, Message: Buffer.from("x") }));
  expect(Buffer.from(ofDigest.Signature ?? []).toString("hex")).toBe(
    Buffer.from(ofText.Signature ?? []).toString("hex"),
  );
  await kms.send(new DisableKeyCommand({ KeyId: "alias/actas-issuer" }));
  expect(await refusal(sign("ECDSA_SHA_256"))).toContain("DisabledException");
  expect((await callsOf(sandbox.url)).at(-1)).toMatchObject({ service: "kms", action: "Sign" });
});

const ANYTHING = { Effect: "Allow", Action: "*", Resource: "*" };

function start(settings: SandboxOptions["settings"] = {}, now?: () => number): Sandbox {
  const sandbox = startSandbox({ settings: { accounts: 3, ...settings }, ...(now && { now }) });
  started.push(sandbox);
  return sandbox;
}

/** A session of an account's audit role with a session policy of those statements. */
function audit(
  sandbox: Sandbox,
  one: object = ANYTHING,
  other: object | undefined = undefined,
  account = ACCOUNT,
): Promise<Credentials> {
  const Statement = other ? [one, other] : one;
  const input = {
    RoleArn: `arn:aws:iam::${account}:role/actas/actas-audit`,
    RoleSessionName: "collector",
    Policy: JSON.stringify({ Version: "2012-10-17", Statement }),
  };
  return credentialsOf(userClient(sandbox, "ben").send(new AssumeRoleCommand(input)));
}

function iamOf(sandbox: Sandbox, keys: Credentials): IAMClient {
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = keys;
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  return new IAMClient({ ...settingsOf(sandbox), credentials });
}

function settingsOf(sandbox: Sandbox) {
  const { accessKeyId, secretAccessKey } = sandbox.accounts.users.find(({ name }) => name === "ben")!;
  return { region: "us-east-1", endpoint: sandbox.url, maxAttempts: 1, credentials: { accessKeyId, secretAccessKey } };
}
