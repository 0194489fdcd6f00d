import { afterAll, beforeAll, expect } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawn } from "bun";
import { Secret } from "../../src/base/secret.ts";
import { containerEndpoint } from "../../src/delivery/container-endpoint/container-endpoint.ts";
import { containerVariables } from "../../src/delivery/environment-variables.ts";
import { guardedFiles } from "../../src/delivery/guarded-files/guarded-files.ts";
import { listenOnLoopback } from "../../src/http/listen-on-loopback.ts";
import { newToken, tokenHash } from "../../src/http/token.ts";
import { startSandbox } from "../../src/sandbox/start.ts";
import { needs, testNeeding } from "../support/needs.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "default-profile-"));
const GO = "/usr/bin/go";
const GO_PACKAGES = "/usr/share/gocode";

const BOTO3 = "import boto3; print(boto3.Session().get_credentials().access_key, end='')";
const JS = `
  import { STSClient } from "@aws-sdk/client-sts";
  console.log((await new STSClient({ region: "us-east-1" }).config.credentials()).accessKeyId);`;

const AWS_CLI =
  "import awscli.clidriver, sys; sys.argv[1:] = ['configure', 'export-credentials']; awscli.clidriver.main()";

/** Older releases read no AWS_ENDPOINT_URL, and never for the STS that they assume roles with. */
const withEndpoint = (client: string, program: string): string[] => [
  "/usr/bin/python3",
  "-c",
  `
import os, ${client}
from botocore.session import Session
create = Session.create_client
Session.create_client = lambda *a, **k: create(*a, **{**k, "endpoint_url": os.environ["AWS_ENDPOINT_URL"]})
${program}`,
];

/** The same clients, where they may have to ask the sandbox. */
const WITH_ENDPOINT: Readonly<Record<string, readonly string[]>> = {
  boto3: withEndpoint("boto3", BOTO3),
  "AWS CLI v2": withEndpoint("awscli.clidriver", AWS_CLI),
};

/** Real clients, each a program that prints the access key id it would sign with. */
const CLIENTS = [
  { name: "boto3", needs: ["python3", "boto3"], command: ["/usr/bin/python3", "-c", BOTO3] },
  { name: "AWS CLI v2", needs: ["aws"], command: ["/usr/bin/aws", "configure", "export-credentials"] },
  { name: "JS SDK v3", needs: [], command: [process.execPath, "-e", JS] },
  { name: "Go SDK v2", needs: ["go", "go-aws-sdk"], command: [join(FOLDER, "go")] },
];

const KEYS = "aws_access_key_id = AKIATHEIRS\naws_secret_access_key = theirs\n";
const PROCESS = JSON.stringify({ Version: 1, AccessKeyId: "AKIATHEIRS", SecretAccessKey: "theirs" });

/** What a default profile may hold that outranks the container endpoint. */
const RIVALS = [
  {
    name: "keys in both files",
    config: `[default]\nregion = eu-west-1\n${KEYS}`,
    credentials: `[default]\n${KEYS}[other]\n${KEYS.replace("THEIRS", "OTHER")}`,
  },
  { name: "a credential_process", config: `[default]\ncredential_process = cat ${join(FOLDER, "process.json")}\n` },
  {
    name: "a sign-in",
    config: `[default]\nsso_start_url = https://corp.example/start\nsso_region = eu-west-1\nsso_account_id = 111122223333\nsso_role_name = Dev\n`,
  },
];

const TOKEN = newToken();
const endpoint = listenOnLoopback({
  ...containerEndpoint({
    grantFor: (hash) => (hash === tokenHash(TOKEN.reveal()) ? GRANT : undefined),
    supply: async () => ({
      accessKeyId: "ASIAOURS",
      secretAccessKey: new Secret("ours"),
      sessionToken: new Secret("ours"),
      expiration: new Date(Date.now() + 3_600_000),
    }),
    outcome: { supplied: () => {}, failed: () => {} },
  }),
});
const GRANT = {};

beforeAll(async () => {
  writeFileSync(join(FOLDER, "token"), TOKEN.reveal());
  writeFileSync(join(FOLDER, "process.json"), PROCESS);
  if (needs("go", "go-aws-sdk")) return;
  const source = join(import.meta.dir, "default-chain.go");
  const go = spawn([GO, "build", "-o", join(FOLDER, "go"), source], {
    env: { ...process.env, GO111MODULE: "off", GOPATH: GO_PACKAGES },
  });
  await go.exited;
}, 120_000);

afterAll(async () => {
  await endpoint.stop();
  rmSync(FOLDER, { recursive: true });
});

for (const client of CLIENTS) {
  for (const rival of RIVALS) {
    testNeeding(...client.needs)(
      `${client.name}: ${rival.name} in the default profile would win, and does not with guarded files`,
      async () => {
        const files = userFiles(`${client.name}-${rival.name}`, rival);
        const guarded = guardedFiles(files);
        const [theirs, ours] = await Promise.all([run(client.command, files), run(client.command, files, guarded)]);
        expect(theirs).not.toContain("ASIAOURS");
        if (rival.name !== "a sign-in") expect(theirs).toContain("AKIATHEIRS");
        expect(ours).toContain("ASIAOURS");
      },
      30_000,
    );
  }
}

testNeeding("python3", "boto3")("a profile that the program names itself still works", async () => {
  const files = userFiles("named", RIVALS[0]!);
  const variables = { ...guardedFiles(files), AWS_PROFILE: "other" };
  expect(await run(CLIENTS[0]!.command, files, variables)).toBe("AKIAOTHER");
});

for (const client of CLIENTS.slice(0, 2)) {
  testNeeding(...client.needs)(
    `${client.name}: keys of boto would win, and do not with guarded files`,
    async () => {
      const files = userFiles(`boto, ${client.name}`, { config: "", boto: `[Credentials]\n${KEYS}` });
      const theirs = { BOTO_CONFIG: files.botoFiles[0] };
      expect(await run(client.command, files, theirs)).toContain("AKIATHEIRS");
      expect(await run(client.command, files, { ...theirs, ...guardedFiles(files) })).toContain("ASIAOURS");
    },
    30_000,
  );
}

// Debian's Go SDK knows no setting for the endpoint of the STS that assumes the role.
for (const client of CLIENTS.filter(({ name }) => name !== "Go SDK v2")) {
  testNeeding(...client.needs)(
    `${client.name}: a profile built on the default profile still works, while the default itself does not win`,
    async () => {
      const sandbox = startSandbox();
      const { accessKeyId, secretAccessKey } = sandbox.accounts.users.find(({ name }) => name === "ben")!;
      const files = userFiles(`built on default, ${client.name}`, {
        config:
          "[default]\nregion = eu-west-1\n[profile role]\nregion = eu-west-1\nrole_arn = arn:aws:iam::111122223333:role/ReadOnly\nsource_profile = default\n",
        credentials: `[default]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
      });
      const guarded = { ...guardedFiles(files), AWS_ENDPOINT_URL: sandbox.url, AWS_DEFAULT_REGION: "eu-west-1" };
      const command = WITH_ENDPOINT[client.name] ?? client.command;
      expect(await run(command, files, guarded)).toContain("ASIAOURS");
      expect(await run(command, files, { ...guarded, AWS_PROFILE: "role" })).toContain("ASIASANDBOX");
      await sandbox.stop();
    },
    30_000,
  );
}

function userFiles(
  name: string,
  { config, credentials = "", boto = "" }: { config: string; credentials?: string; boto?: string },
) {
  const directory = join(FOLDER, name.replace(/\W/g, "-"));
  const files = {
    configFile: join(directory, "theirs"),
    credentialsFile: join(directory, "theirs-too"),
    botoFiles: [join(directory, "their-boto")] as const,
    directory,
  };
  mkdirSync(directory);
  writeFileSync(files.configFile, config);
  writeFileSync(files.botoFiles[0], boto);
  writeFileSync(files.credentialsFile, credentials);
  return files;
}

async function run(
  command: readonly string[],
  { configFile, credentialsFile }: { configFile: string; credentialsFile: string },
  changes: Record<string, string> = {},
): Promise<string> {
  const container = containerVariables({ port: endpoint.port, token: TOKEN, tokenFile: join(FOLDER, "token") });
  const env = {
    PATH: "/usr/bin:/bin",
    HOME: FOLDER,
    AWS_CONFIG_FILE: configFile,
    AWS_SHARED_CREDENTIALS_FILE: credentialsFile,
    AWS_EC2_METADATA_DISABLED: "true",
    ...Object.fromEntries(Object.entries(container).filter(([, value]) => value !== null)),
    ...changes,
  };
  const program = spawn([...command], { env, cwd: join(import.meta.dir, "../.."), stderr: "pipe" });
  return program.stdout.text();
}
