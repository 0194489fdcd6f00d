/** A program made by others that finds credentials by itself and makes a signed call. */
export interface AwsClient {
  readonly name: string;
  /** The words that call GetCallerIdentity, as typed into a shell. */
  readonly words: string;
}

// Versions before 2.13 and 1.29 do not read the variable themselves.
const CLI_WORDS = "aws --endpoint-url $AWS_ENDPOINT_URL sts get-caller-identity";
const LIMIT_MS = 15_000;

/** The AWS CLI when there is one that runs, else a script with the AWS SDK for JavaScript. */
export async function pickClient(environment: Readonly<Record<string, string>>): Promise<AwsClient> {
  const version = await awsVersion(environment);
  if (version) return { name: `AWS CLI ${version}`, words: CLI_WORDS };
  return { name: "AWS SDK for JavaScript", words: "node scripts/demo/get-caller-identity.mjs" };
}

async function awsVersion(environment: Readonly<Record<string, string>>): Promise<string | undefined> {
  const path = Bun.which("aws", { PATH: environment.PATH ?? "" });
  if (!path) return undefined;
  const options = { env: { ...environment }, stdin: "ignore", stdout: "pipe", stderr: "ignore" } as const;
  const child = Bun.spawn([path, "--version"], { ...options, timeout: LIMIT_MS });
  return /^aws-cli\/(\S+)/.exec(await child.stdout.text())?.[1];
}
