import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  type Credentials,
  GetSessionTokenCommand,
  STSClient,
  type STSClientConfig,
} from "@aws-sdk/client-sts";
import { freshCode } from "../../src/sandbox/control/control-client.ts";
import type { Sandbox } from "../../src/sandbox/start.ts";

export const DEVICE = "arn:aws:iam::111122223333:mfa/ana";

export function userClient(sandbox: Sandbox, name: string, config: STSClientConfig = {}): STSClient {
  const { accessKeyId, secretAccessKey } = sandbox.accounts.users.find((user) => user.name === name)!;
  return new STSClient({
    region: "eu-west-1",
    endpoint: sandbox.url,
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey },
    ...config,
  });
}

export function clientOf(sandbox: Sandbox, key: Credentials, config: STSClientConfig = {}): STSClient {
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = key;
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  return userClient(sandbox, "ana", { credentials, ...config });
}

export async function sessionWithMfa(sandbox: Sandbox): Promise<Credentials> {
  const TokenCode = await freshCode(sandbox.url, DEVICE);
  const command = new GetSessionTokenCommand({ SerialNumber: DEVICE, TokenCode });
  return credentialsOf(userClient(sandbox, "ana").send(command));
}

export function assume(client: STSClient, role: string, input: object = {}): Promise<Credentials> {
  return credentialsOf(client.send(new AssumeRoleCommand({ ...roleOf(role), ...input })));
}

export function roleOf(name: string): AssumeRoleCommandInput {
  const path = { Audit: "444455556666:role/Audit", Partner: "444455556666:role/partners/Partner" }[name];
  return { RoleArn: `arn:aws:iam::${path ?? `111122223333:role/${name}`}`, RoleSessionName: "work" };
}

export async function credentialsOf(output: Promise<{ Credentials?: Credentials | undefined }>): Promise<Credentials> {
  const { Credentials } = await output;
  if (!Credentials) throw new Error("no credentials");
  return Credentials;
}

/** The error's code, its HTTP status and its message. */
export async function refusal(call: Promise<unknown>): Promise<(string | number | undefined)[]> {
  const error = await call.then(
    () => new Error("it was not refused"),
    (thrown) => thrown as Error & { code?: string; $metadata?: { httpStatusCode?: number } },
  );
  const name = error.name === "Error" && "code" in error ? String(error.code) : error.name;
  return [name, "$metadata" in error ? error.$metadata?.httpStatusCode : undefined, error.message];
}

export async function refusalText(call: Promise<unknown>): Promise<string> {
  return String((await refusal(call))[2]);
}
