import { expect } from "bun:test";
import type { Credentials } from "../../src/base/credentials.ts";
import { Secret } from "../../src/base/secret.ts";
import { openContainer } from "../../src/serve/container/open-container.ts";
import type { Door } from "../../src/serve/door.ts";
import { openImds } from "../../src/serve/imds/open-imds.ts";
import { Serving } from "../../src/serve/serving.ts";
import { AskedProgram } from "../support/asked-program.ts";
import { testWith } from "../support/needs.ts";
import { type World, withSandbox } from "../support/world.ts";
import type { Client } from "./client.ts";
import { CLIENTS } from "./clients.ts";

const MINUTE_MS = 60_000;
const TARGETS = { keys: "keys-no-mfa", role: "readonly" } as const;
const ARNS = {
  keys: "arn:aws:iam::111122223333:user/ana",
  role: "arn:aws:sts::111122223333:assumed-role/ReadOnly/ben",
} as const;

interface Asker {
  readonly client: Client;
  /** The client asks again when less than this is left. */
  readonly margin: number;
  /** How long it keeps what it has fetched; absent: three seconds. */
  readonly keptMs?: number;
  /** Where it asks; absent: at the container endpoint. */
  readonly door?: "imds";
}

const ASKERS: readonly Asker[] = [
  { client: clientNamed("boto3 1.26"), margin: 15 * MINUTE_MS },
  { client: clientNamed("boto3 1.44"), margin: 15 * MINUTE_MS },
  { client: clientNamed("AWS CRT for Python 0.16"), margin: 10_000 },
  { client: clientNamed("JavaScript SDK v3"), margin: 5 * MINUTE_MS },
  // Of what ends within a quarter of an hour it makes use to the last.
  { client: clientNamed("Go SDK v2"), margin: 0, door: "imds" },
  // With less left at its start it asks again only after a minute or two.
  { client: clientNamed("Java SDK v1"), margin: 15 * MINUTE_MS, keptMs: 20_000, door: "imds" },
];

/** @param wanted - how its name and version begin */
function clientNamed(wanted: string): Client {
  return CLIENTS.find(({ name, version }) => `${name} ${version}`.startsWith(wanted))!;
}

async function doorFor(door: Asker["door"], serving: Serving, runtime: string): Promise<Door> {
  if (door === undefined) return openContainer({ serving, port: 0, targets: [], runtime });
  const regionOf = async () => undefined;
  return await openImds({ serving, port: 0, allowsVersion1: false, regionOf, runtime, asRoot: () => [] });
}

/** The keys that the made-up AWS accepts for a target. */
async function credentialsOf(world: World, target: string): Promise<Credentials> {
  const { status, stderr, stdout } = await world.run(["process", target]);
  expect(status, stderr).toBe(0);
  const { AccessKeyId, SecretAccessKey, SessionToken } = JSON.parse(stdout) as Record<string, string>;
  return {
    accessKeyId: AccessKeyId ?? "",
    secretAccessKey: new Secret(SecretAccessKey ?? ""),
    sessionToken: new Secret(SessionToken ?? ""),
  };
}

for (const { client, door: asksAt, keptMs = 3_000, margin } of ASKERS) {
  const called = `${client.name} ${client.version}${asksAt ? " at the metadata service" : ""}`;
  testWith({ tools: client.tools }, `${called} that runs follows a switch at its next refresh, and mixes nothing`, () =>
    withSandbox(async (world) => {
      const [keys, role] = [await credentialsOf(world, TARGETS.keys), await credentialsOf(world, TARGETS.role)];
      // They are said to end soon: the client asks again after a few seconds.
      const obtain = async (target: string) => ({
        ...(target === TARGETS.keys ? keys : role),
        expiration: new Date(Date.now() + margin + keptMs),
      });
      const serving = new Serving({ obtain, canAsk: () => false, clock: { now: Date.now } });
      await serving.switchTo(TARGETS.keys);
      const runtime = `${world.home}/run/actas`;
      const door = await doorFor(asksAt, serving, runtime);
      const answers: string[] = [];
      const variables = Object.entries(door.environment).flatMap(([key, value]) => (value ? [[key, value]] : []));
      const { AWS_EC2_METADATA_DISABLED: _, ...own } = world.environment;
      const java = { JAVA_TOOL_OPTIONS: `-Dcom.amazonaws.sdk.ec2MetadataServiceEndpointOverride=${door.url}` };
      const env = { ...own, ...java, ...Object.fromEntries(variables), SANDBOX_URL: world.sandbox.url };
      const before = (await world.calls("GetCallerIdentity")).length;
      try {
        const words = [...(await client.command(world)), "for-each-line"];
        await using asker = new AskedProgram(words, { env, cwd: world.home });
        const ask = async () => {
          const answer = await asker.ask();
          return /arn:aws:[\w:/-]+/.exec(answer)?.[0] ?? answer;
        };
        answers.push(await ask(), await ask());
        await serving.switchTo(TARGETS.role);
        const end = Date.now() + 3 * keptMs;
        while (answers.at(-1) === ARNS.keys && Date.now() < end) answers.push(await ask());
        for (let count = 0; count < 3; count++) answers.push(await ask());
      } finally {
        serving.stop();
        await door.close();
      }
      expect([answers[0], answers[1], ...answers.slice(-4)]).toEqual([
        ...[ARNS.keys, ARNS.keys],
        ...[ARNS.role, ARNS.role, ARNS.role, ARNS.role],
      ]);
      // AWS has refused none, so that no key was used with the secret or the token of the other one.
      const calls = (await world.calls("GetCallerIdentity")).slice(before);
      expect(calls.map(({ signedBy }) => signedBy)).toEqual(answers);
    }),
  );
}
