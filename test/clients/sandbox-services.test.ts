import { afterAll, beforeAll, expect } from "bun:test";
import { createPublicKey, verify } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createSandboxHome, type SandboxHome } from "../../src/sandbox/home/home.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/start.ts";
import { testNeeding } from "../support/needs.ts";

/** A cold AWS CLI on a busy machine takes seconds, and these start several. */
const SLOW_MS = 120_000;
const testAws = testNeeding("aws");

let sandbox: Sandbox;
let home: SandboxHome;
beforeAll(() => {
  sandbox = startSandbox({ settings: { accounts: 30, rolesPerAccount: 120 } });
  home = createSandboxHome(sandbox, process.env);
});
afterAll(async () => {
  home.delete();
  await sandbox.stop();
});

testAws(
  "the AWS CLI lists the roles, aliases and providers of an account, as its audit role and no more than the session policy says",
  async () => {
    const audit = await audited("300000000007", "iam:ListRoles", "iam:ListAccountAliases");
    const roles = await json<{ Roles: { Arn: string; AssumeRolePolicyDocument: object; Path: string }[] }>(
      ["iam", "list-roles"],
      audit,
    );
    expect(roles.Roles).toHaveLength(121);
    expect(new Set(roles.Roles.map(({ Arn }) => Arn)).size).toBe(121);
    expect(roles.Roles[0]).toMatchObject({ Path: "/", AssumeRolePolicyDocument: { Version: "2012-10-17" } });
    expect(await json(["iam", "list-account-aliases"], audit)).toEqual({ AccountAliases: ["yoyodyne-team-0007"] });
    const refused = await aws(["iam", "list-open-id-connect-providers"], audit);
    expect(refused.stderr).toContain("(AccessDenied)");
    expect(refused.stderr).toContain("no session policy allows the iam:ListOpenIDConnectProviders action");

    const all = await audited("300000000007", "iam:*");
    const providers = await json<{ OpenIDConnectProviderList: { Arn: string }[] }>(
      ["iam", "list-open-id-connect-providers"],
      all,
    );
    const [{ Arn } = { Arn: "" }] = providers.OpenIDConnectProviderList;
    const provider = await json(["iam", "get-open-id-connect-provider", "--open-id-connect-provider-arn", Arn], all);
    expect(provider).toMatchObject({ Url: Arn.split("oidc-provider/")[1], ClientIDList: expect.any(Array) });
    const role = await json(["iam", "get-role", "--role-name", "actas-audit"], all);
    expect(role).toMatchObject({ Role: { Path: "/actas/", MaxSessionDuration: 3600 } });
  },
  SLOW_MS,
);

testAws(
  "the AWS CLI reads the organization and Mozilla's table to their ends",
  async () => {
    const { Accounts } = await json<{ Accounts: { Id: string; Name: string }[] }>(["organizations", "list-accounts"]);
    expect(Accounts).toHaveLength(35);
    expect(Accounts.at(-1)).toMatchObject({ Id: "300000000030", Name: "Yoyodyne Team 30", Status: "ACTIVE" });
    const { Parents } = await json<{ Parents: { Id: string }[] }>([
      ..."organizations list-parents --child-id 300000000030".split(" "),
    ]);
    const unit = ["organizations", "describe-organizational-unit", "--organizational-unit-id", Parents[0]?.Id ?? ""];
    expect(await json(unit)).toMatchObject({ OrganizationalUnit: { Name: "Teams 10" } });
    const elsewhere = await aws(["organizations", "list-accounts"], await audited("300000000001", "*"));
    expect(elsewhere.stderr).toContain("(AccessDeniedException)");

    const query = ["dynamodb", "query", "--table-name", "cloudformation-stack-emissions", "--index-name", "category"];
    const { Count, Items } = await json<{ Count: number; Items: { SecurityAuditIAMRoleArn?: { S: string } }[] }>([
      ...query,
      ...["--key-condition-expression", "#c = :v", "--expression-attribute-names", '{"#c":"category"}'],
      ...["--expression-attribute-values", '{":v":{"S":"AWS Security Auditing Service"}}'],
      ...["--select", "SPECIFIC_ATTRIBUTES", "--projection-expression", "SecurityAuditIAMRoleArn"],
    ]);
    expect(Count).toBe(36);
    expect(Items.filter(({ SecurityAuditIAMRoleArn: arn }) => arn?.S.endsWith(":role/actas/actas-audit"))).toHaveLength(
      35,
    );
  },
  SLOW_MS,
);

testAws(
  "what the AWS CLI has KMS sign is verified with the public key that it is given",
  async () => {
    const message = join(home.path, "message");
    writeFileSync(message, "what is to be signed");
    for (const [key, algorithm] of [
      ["alias/actas-issuer", "ECDSA_SHA_256"],
      ["alias/actas-issuer-rsa", "RSASSA_PKCS1_V1_5_SHA_256"],
    ] as const) {
      const signed = await json<{ Signature: string }>([
        ...["kms", "sign", "--key-id", key, "--signing-algorithm", algorithm],
        ...["--message", `fileb://${message}`, "--message-type", "RAW"],
      ]);
      const { PublicKey } = await json<{ PublicKey: string }>(["kms", "get-public-key", "--key-id", key]);
      const publicKey = createPublicKey({ key: Buffer.from(PublicKey, "base64"), format: "der", type: "spki" });
      expect(verify("sha256", readFileSync(message), publicKey, Buffer.from(signed.Signature, "base64"))).toBeTrue();
    }
    const missing = await aws(["kms", "get-public-key", "--key-id", "alias/other"]);
    expect(missing.stderr).toContain("(NotFoundException)");
  },
  SLOW_MS,
);

testAws(
  "the AWS CLI puts an object, is told that it did not change, and sees its metadata",
  async () => {
    const [from, to] = [join(home.path, "from.json"), join(home.path, "to.json")];
    writeFileSync(from, '{"a": "ä"}');
    const object = ["--bucket", "sandbox-111122223333", "--key", "maps/with blank & ä.json"];
    const link = [
      "--metadata",
      JSON.stringify({ Link: '<https://example.com/>; rel="via"' }),
      "--content-type",
      "text/json",
    ];
    const { ETag } = await json<{ ETag: string }>(["s3api", "put-object", ...object, ...link, "--body", from]);
    expect(await json(["s3api", "head-object", ...object])).toMatchObject({
      ContentLength: 11,
      ContentType: "text/json",
      ETag,
      Metadata: { link: '<https://example.com/>; rel="via"' },
    });
    await json(["s3api", "get-object", ...object, to]);
    expect(readFileSync(to, "utf8")).toBe('{"a": "ä"}');
    const same = await aws(["s3api", "get-object", ...object, "--if-none-match", ETag, to]);
    expect(same.stderr).toContain("(304)");
    const absent = await aws(["s3api", "get-object", "--bucket", "sandbox-111122223333", "--key", "absent", to]);
    expect(absent.stderr).toContain("(NoSuchKey)");
    const theirs = await aws(["s3api", "get-object", "--bucket", "sandbox-444455556666", "--key", "x", to]);
    expect(theirs.stderr).toContain("(AccessDenied)");
  },
  SLOW_MS,
);

interface Keys {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken: string;
}

/** A session of an account's audit role that may do no more than the actions. */
async function audited(accountId: string, ...actions: readonly string[]): Promise<Keys> {
  const Policy = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }] };
  const { Credentials } = await json<{ Credentials: Keys }>([
    ...["sts", "assume-role", "--role-session-name", "collector", "--policy", JSON.stringify(Policy)],
    ...["--role-arn", `arn:aws:iam::${accountId}:role/actas/actas-audit`],
  ]);
  return Credentials;
}

async function json<T>(command: readonly string[], keys?: Keys): Promise<T> {
  const { stderr, stdout } = await aws(command, keys);
  expect(stderr).toBe("");
  return JSON.parse(stdout) as T;
}

/** Runs the AWS CLI as the user ben, or with the keys given. */
async function aws(command: readonly string[], keys?: Keys): Promise<{ stdout: string; stderr: string }> {
  const ben = sandbox.accounts.users.find(({ name }) => name === "ben")!;
  const env = {
    ...home.environment,
    AWS_MAX_ATTEMPTS: "1",
    AWS_ACCESS_KEY_ID: keys?.AccessKeyId ?? ben.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys?.SecretAccessKey ?? ben.secretAccessKey,
    ...(keys && { AWS_SESSION_TOKEN: keys.SessionToken }),
  };
  const options = ["--endpoint-url", sandbox.url, "--region", "us-west-2", "--output", "json"];
  const child = Bun.spawn(["/usr/bin/aws", ...options, ...command], {
    env,
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const [stdout, stderr] = await Promise.all([child.stdout.text(), child.stderr.text()]);
  return { stdout, stderr };
}
