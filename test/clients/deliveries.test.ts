import { expect } from "bun:test";
import { appendFile, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { testWith } from "../support/needs.ts";
import { PROGRAM } from "../support/program.ts";
import type { Outcome } from "../support/run-command.ts";
import { until } from "../support/until.ts";
import { type World, withSandbox } from "../support/world.ts";
import { type Client, DELIVERIES, type Delivery, type Verdict } from "./client.ts";
import { CLIENTS } from "./clients.ts";

/** Java and Python take their time, the more so beside others. */
const TIMEOUT_MS = 120_000;

/** Whom AWS saw, for each verdict: the role of the target, which ben assumes; or ana, whose keys are the default. */
const SIGNERS: Readonly<Record<Verdict, readonly string[]>> = {
  target: ["arn:aws:sts::111122223333:assumed-role/ReadOnly/ben"],
  "default profile": ["arn:aws:iam::111122223333:user/ana"],
  nobody: [],
};

for (const client of CLIENTS) {
  for (const delivery of DELIVERIES) {
    const verdict = client.otherwise?.[delivery] ?? "target";
    const name = `${client.name} ${client.version} with \`${delivery}\` acts as ${verdict}`;
    testWith({ tools: client.tools, timeoutMs: TIMEOUT_MS }, name, () =>
      withSandbox(async (world) => {
        await addDefaultProfile(world);
        const before = await readyFor(world);
        const { status, stdout, stderr } = await deliver(delivery, client, world);
        expect(await signersSince(before, world), stdout + stderr).toEqual(SIGNERS[verdict]);
        if (client.status !== "fails anyway") expect(status === 0, stderr).toBe(verdict !== "nobody");
        if (verdict === "target") expect(stderr).not.toContain("actas: ");
        await untilGrantsEnd(world);
        await rm(join(world.home, ".mc"), { recursive: true });
      }),
    );
  }

  const name = `${client.name} ${client.version} fails without credentials, so its success above means something`;
  testWith({ tools: client.tools, timeoutMs: TIMEOUT_MS }, name, () =>
    withSandbox(async (world) => {
      for (const file of ["config", "credentials"]) await writeFile(join(world.home, ".aws", file), "");
      const { status } = await world.runProgram(await client.command(world), { env: environmentOf(client, world) });
      expect(await signersSince(0, world)).toEqual([]);
      expect(status).not.toBe(0);
    }),
  );
}

/** Runs the client once, given credentials of the target in one of the ways there are. */
async function deliver(delivery: Delivery, client: Client, world: World): Promise<Outcome> {
  const command = await client.command(world);
  const env = environmentOf(client, world);
  if (delivery === "exec") return world.run(["exec", "readonly", "--", ...command], { env });
  if (delivery === "exec --mode env" || delivery === "exec --mode file") {
    const mode = delivery.slice("exec ".length).split(" ");
    return world.run(["exec", ...mode, "readonly", "--", ...command], { env });
  }
  if (delivery === "export") {
    const script = `eval "$("$0" export readonly --quiet)" && exec "$@"`;
    return world.runProgram(["/bin/sh", "-c", script, PROGRAM, ...command], { env });
  }
  await addProcessProfile(client, world);
  return world.runProgram(command, { env: { ...env, ...client.forProcess, AWS_PROFILE: "through-process" } });
}

function environmentOf({ environment }: Client, { sandbox }: World): Readonly<Record<string, string>> {
  return { ...environment, SANDBOX_URL: sandbox.url };
}

/** Long-term keys of another user, as many people have them there: a client that uses them acts as the wrong user. */
async function addDefaultProfile({ home, sandbox }: World): Promise<void> {
  const { accessKeyId, secretAccessKey } = sandbox.accounts.users.find(({ name }) => name === "ana")!;
  const keys = `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
  await appendFile(join(home, ".aws/credentials"), `\n[default]\n${keys}`);
  const s3 = { url: "https://s3.amazonaws.com", accessKey: accessKeyId, secretKey: secretAccessKey, api: "S3v4" };
  await mkdir(join(home, ".mc"));
  await writeFile(join(home, ".mc/config.json"), JSON.stringify({ version: "9", hosts: { s3 } }));
}

async function addProcessProfile({ processProfileIn }: Client, { home }: World): Promise<void> {
  const [file, section] = processProfileIn ? ["credentials", "through-process"] : ["config", "profile through-process"];
  const keys = `region = eu-west-1\ncredential_process = ${PROGRAM} process readonly\n`;
  await appendFile(join(home, ".aws", file), `\n[${section}]\n${keys}`);
}

/** Has the agent make its own calls for the target; gives how many there were. */
async function readyFor(world: World): Promise<number> {
  const { status, stderr } = await world.run(["exec", "readonly", "--", "true"]);
  expect(status, stderr).toBe(0);
  return (await world.calls()).length;
}

/** The folder of a grant holds copies of the AWS files, which the search for secrets must not find when all has ended. */
async function untilGrantsEnd({ home }: World): Promise<void> {
  const grants = join(home, "run/actas/grants");
  await until("the folders of all grants are gone", async () => (await readdir(grants)).length === 0);
}

async function signersSince(before: number, world: World): Promise<readonly string[]> {
  const signers = (await world.calls()).slice(before).flatMap(({ signedBy }) => signedBy ?? []);
  return [...new Set(signers)];
}
