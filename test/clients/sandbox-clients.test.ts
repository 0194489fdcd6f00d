import { afterAll, beforeAll, expect } from "bun:test";
import { callsOf, freshCode, setFaults } from "../../src/sandbox/control/control-client.ts";
import { createSandboxHome, type SandboxHome } from "../../src/sandbox/home/home.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/start.ts";
import { testNeeding } from "../support/needs.ts";

const [AWS, PYTHON, RCLONE] = ["/usr/bin/aws", "/usr/bin/python3", "/usr/bin/rclone"] as const;
const DEVICE = "arn:aws:iam::111122223333:mfa/ana";
/** A cold AWS CLI on a busy machine takes seconds. */
const SLOW_MS = 60_000;

let sandbox: Sandbox;
let home: SandboxHome;
beforeAll(() => {
  sandbox = startSandbox();
  home = createSandboxHome(sandbox, process.env);
});
afterAll(async () => {
  home.delete();
  await sandbox.stop();
});

testNeeding("aws")(
  "the AWS CLI goes from a user to a chained role",
  async () => {
    const session = await aws("ana", [
      ..."sts get-session-token --serial-number".split(" "),
      ...[DEVICE, "--token-code", await freshCode(sandbox.url, DEVICE)],
    ]);
    const { Credentials: first } = JSON.parse(session.stdout) as { Credentials: CliCredentials };
    const staging = await aws(first, assume("Dev"));
    const { Credentials: second } = JSON.parse(staging.stdout) as { Credentials: CliCredentials };
    const deploy = await aws(second, assume("Deploy"));
    const { AssumedRoleUser } = JSON.parse(deploy.stdout) as { AssumedRoleUser: { Arn: string } };
    expect(AssumedRoleUser.Arn).toBe("arn:aws:sts::111122223333:assumed-role/Deploy/work");
    const info = await aws(second, ["sts", "get-access-key-info", "--access-key-id", first.AccessKeyId]);
    expect(JSON.parse(info.stdout)).toEqual({ Account: "111122223333" });
  },
  SLOW_MS,
);

testNeeding("aws")(
  "the AWS CLI understands every refusal",
  async () => {
    const cases: readonly (readonly [string | CliCredentials, readonly string[], RegExp])[] = [
      ["ben", assume("Dev"), /\(AccessDenied\) .* AssumeRole .*: User: arn:aws:iam::111122223333:user\/ben is not/],
      ["ben", assume("ReadOnly", "--duration-seconds", "7200"), /\(ValidationError\) .* MaxSessionDuration/],
      [{ AccessKeyId: "AKIASANDBOXNOBODY001", SecretAccessKey: "x" }, WHO_AM_I, /\(InvalidClientTokenId\)/],
      [{ AccessKeyId: "AKIASANDBOXBEN000001", SecretAccessKey: "x" }, WHO_AM_I, /\(SignatureDoesNotMatch\)/],
    ];
    for (const [identity, command, message] of cases) expect((await aws(identity, command)).stderr).toMatch(message);
    await setFaults(sandbox.url, { throttle: "always" });
    expect((await aws("ben", WHO_AM_I)).stderr).toContain("(Throttling)");
    await setFaults(sandbox.url, { serverError: "always" });
    expect((await aws("ben", WHO_AM_I)).stderr).toContain("(ServiceUnavailable)");
    await setFaults(sandbox.url, { drop: "always" });
    expect((await aws("ben", WHO_AM_I)).stderr).toContain("Connection was closed");
    await setFaults(sandbox.url, {});
  },
  SLOW_MS,
);

testNeeding("python3", "boto3")(
  "what boto3 presigns is accepted, and refused when changed",
  async () => {
    const script = `
import boto3, sys
client = boto3.session.Session(profile_name="ana").client("sts", endpoint_url=sys.argv[1])
print(client.generate_presigned_url("get_caller_identity", ExpiresIn=60, HttpMethod=sys.argv[2]), end="")`;
    for (const method of ["GET", "POST"]) {
      const { stdout: url } = await run([PYTHON, "-c", script, sandbox.url, method]);
      expect(await (await fetch(url, { method })).text()).toContain("<Arn>arn:aws:iam::111122223333:user/ana</Arn>");
      expect((await fetch(url.replace("X-Amz-Expires=60", "X-Amz-Expires=61"), { method })).status).toBe(403);
    }
  },
  SLOW_MS,
);

testNeeding("rclone")(
  "rclone lists a bucket with signed calls",
  async () => {
    const { accessKeyId, secretAccessKey } = sandbox.accounts.users[0]!;
    const variables = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
    const list = (environment: object) =>
      run([RCLONE, "--retries", "1", "lsd", `:s3,provider=AWS,env_auth=true,endpoint="${sandbox.url}":`], environment);
    expect((await list(variables)).stdout).toContain("sandbox-111122223333");
    expect((await list({ ...variables, AWS_SECRET_ACCESS_KEY: "x" })).stderr).toContain("SignatureDoesNotMatch");
    expect((await callsOf(sandbox.url)).at(-1)).toMatchObject({ service: "s3", action: "ListBuckets" });
  },
  SLOW_MS,
);

interface CliCredentials {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken?: string;
}

const WHO_AM_I = ["sts", "get-caller-identity"];

function assume(role: string, ...more: readonly string[]): string[] {
  const roleArn = `arn:aws:iam::111122223333:role/${role}`;
  return ["sts", "assume-role", "--role-arn", roleArn, "--role-session-name", "work", ...more];
}

/** Runs the AWS CLI as a profile of the sandbox's home, or with the keys given. */
function aws(identity: string | CliCredentials, command: readonly string[]): ReturnType<typeof run> {
  const options = ["--endpoint-url", sandbox.url, "--region", "eu-west-1"];
  if (typeof identity === "string") return run([AWS, ...options, "--profile", identity, ...command]);
  const { AccessKeyId, SecretAccessKey, SessionToken } = identity;
  const keys = { AWS_ACCESS_KEY_ID: AccessKeyId, AWS_SECRET_ACCESS_KEY: SecretAccessKey };
  return run([AWS, ...options, ...command], { ...keys, ...(SessionToken && { AWS_SESSION_TOKEN: SessionToken }) });
}

async function run(command: readonly string[], environment: object = {}): Promise<{ stdout: string; stderr: string }> {
  const env = { ...home.environment, AWS_MAX_ATTEMPTS: "1", ...environment };
  const child = Bun.spawn([...command], { env, stdin: "ignore", stdout: "pipe", stderr: "pipe" });
  const [stdout, stderr] = await Promise.all([child.stdout.text(), child.stderr.text()]);
  return { stdout, stderr };
}
