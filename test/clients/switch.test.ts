import { expect } from "bun:test";
import { join } from "node:path";
import type { Credentials } from "../../src/base/credentials.ts";
import { Secret } from "../../src/base/secret.ts";
import { openContainer } from "../../src/serve/container/open-container.ts";
import { Serving } from "../../src/serve/serving.ts";
import { AskedProgram } from "../support/asked-program.ts";
import { pathOf, testWith } from "../support/needs.ts";
import { type World, withSandbox } from "../support/world.ts";

const MINUTE_MS = 60_000;
/** How long a program keeps what it has fetched, in these tests. */
const KEPT_MS = 3_000;
const TARGETS = { keys: "keys-no-mfa", role: "readonly" } as const;
const ARNS = {
  keys: "arn:aws:iam::111122223333:user/ana",
  role: "arn:aws:sts::111122223333:assumed-role/ReadOnly/ben",
} as const;

interface Asker {
  readonly name: string;
  readonly tools: readonly string[];
  readonly words: () => readonly string[];
  /** The client asks again when less than this is left. */
  readonly margin: number;
}

const program = (name: string): string => join(import.meta.dir, "programs", name);
const ASKERS: readonly Asker[] = [
  {
    name: "boto3 1.26 (Debian)",
    tools: ["python3", "boto3"],
    words: () => [pathOf("python3") ?? "", program("python/boto3_asker.py")],
    margin: 15 * MINUTE_MS,
  },
  {
    name: "boto3 1.44",
    tools: ["clients-py"],
    words: () => [pathOf("clients-py") ?? "", program("python/boto3_asker.py")],
    margin: 15 * MINUTE_MS,
  },
  {
    name: "JavaScript SDK v3",
    tools: [],
    words: () => [Bun.which("node") ?? "node", program("javascript/v3-asker.mjs")],
    margin: 5 * MINUTE_MS,
  },
];

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

for (const { margin, name, tools, words } of ASKERS) {
  testWith({ tools }, `${name} that runs follows a switch at its next refresh, and mixes nothing`, () =>
    withSandbox(async (world) => {
      const [keys, role] = [await credentialsOf(world, TARGETS.keys), await credentialsOf(world, TARGETS.role)];
      // They are said to end soon: the client asks again after a few seconds.
      const obtain = async (target: string) => ({
        ...(target === TARGETS.keys ? keys : role),
        expiration: new Date(Date.now() + margin + KEPT_MS),
      });
      const serving = new Serving({ obtain, canAsk: () => false, clock: { now: Date.now } });
      await serving.switchTo(TARGETS.keys);
      const runtime = `${world.home}/run/actas`;
      const door = openContainer({ serving, port: 0, targets: [], runtime });
      const answers: string[] = [];
      const variables = Object.entries(door.environment).flatMap(([key, value]) => (value ? [[key, value]] : []));
      const env = { ...world.environment, ...Object.fromEntries(variables), SANDBOX_URL: world.sandbox.url };
      const before = (await world.calls("GetCallerIdentity")).length;
      try {
        await using asker = new AskedProgram(words(), { env, cwd: world.home });
        answers.push(await asker.ask(), await asker.ask());
        await serving.switchTo(TARGETS.role);
        const end = Date.now() + 3 * KEPT_MS;
        while (answers.at(-1) === ARNS.keys && Date.now() < end) answers.push(await asker.ask());
        for (let count = 0; count < 3; count++) answers.push(await asker.ask());
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
