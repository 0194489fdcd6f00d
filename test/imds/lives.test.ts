import { expect } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Glob } from "bun";
import type { Credentials } from "../../src/base/credentials.ts";
import { Secret } from "../../src/base/secret.ts";
import { openImds } from "../../src/serve/imds/open-imds.ts";
import { Serving } from "../../src/serve/serving.ts";
import type { Client } from "../clients/client.ts";
import { CLIENTS } from "../clients/clients.ts";
import { AskedProgram } from "../support/asked-program.ts";
import { testWith } from "../support/needs.ts";
import { WhoServer } from "../support/who-server.ts";
import { withSandbox } from "../support/world.ts";

const LIFE_MS = 15 * 60_000;
const STEP_MS = 30_000;
/** Two lives, then a switch, and two more. */
const STEPS = (4 * LIFE_MS) / STEP_MS;

/** A made-up AWS whose credentials end by a clock that the test moves. */
class Issuer {
  nowMs = Date.now();
  readonly ends = new Map<string, number>();

  readonly issue = async (target: string): Promise<Credentials> => {
    const accessKeyId = `ASIA${target}${this.ends.size}`;
    this.ends.set(accessKeyId, this.nowMs + LIFE_MS);
    const [secretAccessKey, sessionToken] = [new Secret("s"), new Secret(`token-of-${accessKeyId}`)];
    return { accessKeyId, secretAccessKey, sessionToken, expiration: new Date(this.nowMs + LIFE_MS) };
  };
}

/** The variables of a program that asks at an address, and whose wall clock is set by a file. */
function variables(endpoint: string, clock: string): Readonly<Record<string, string>> {
  const [library = ""] = [...new Glob("/usr/lib/*/faketime/libfaketime.so.1").scanSync("/")];
  return {
    AWS_EC2_METADATA_SERVICE_ENDPOINT: endpoint,
    JAVA_TOOL_OPTIONS: `-Dcom.amazonaws.sdk.ec2MetadataServiceEndpointOverride=${endpoint}`,
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: clock,
    FAKETIME_NO_CACHE: "1",
    FAKETIME_DONT_FAKE_MONOTONIC: "1",
  };
}

/** Asks a program that runs which key it signs with, while its clock goes on. @returns the keys, each once */
async function keysThroughLives(client: Client, endpoint: string, issuer: Issuer, serving: Serving) {
  const folder = mkdtempSync(join(tmpdir(), "actas-clock-"));
  const clock = join(folder, "clock");
  writeFileSync(clock, "+0");
  await using aws = new WhoServer();
  const used = new Set<string>();
  await withSandbox(async (world) => {
    const env = { PATH: "/usr/bin:/bin", HOME: folder, ...variables(endpoint, clock), SANDBOX_URL: aws.url };
    const words = [...(await client.command(world)), "for-each-line"];
    await using program = new AskedProgram(words, { env, cwd: folder });
    for (let step = 1; step <= STEPS; step++) {
      const answer = await program.ask();
      const key = /assumed-role\/(\w+)\//.exec(answer)?.[1] ?? answer;
      expect(issuer.ends.get(key), `step ${step}: ${key}`).toBeGreaterThan(issuer.nowMs);
      used.add(key);
      if (step === STEPS / 2) await serving.switchTo("other");
      issuer.nowMs += STEP_MS;
      writeFileSync(clock, `+${(step * STEP_MS) / 1000}`);
      // In place of the timers, which do not see that clock.
      await serving.credentials();
    }
  });
  rmSync(folder, { recursive: true });
  expect(aws.mixed).toEqual([]);
  return [...used];
}

for (const client of CLIENTS.filter(({ imds }) => imds?.keeps === "minutes")) {
  const name = `${client.name} ${client.version}, which asks again when it likes, has good credentials through four lives of them and a switch`;
  testWith({ tools: [...client.tools, "faketime"], timeoutMs: 120_000 }, name, async () => {
    const runtime = mkdtempSync(join(tmpdir(), "actas-lives-"));
    const issuer = new Issuer();
    const serving = new Serving({ obtain: issuer.issue, canAsk: () => false, clock: { now: () => issuer.nowMs } });
    await serving.switchTo("staging");
    const regionOf = async () => undefined;
    const door = await openImds({ serving, port: 0, allowsVersion1: false, regionOf, runtime, asRoot: () => [] });
    try {
      const keys = await keysThroughLives(client, door.url, issuer, serving);
      const targets = keys.map((key) => key.replace(/^ASIA|\d+$/g, ""));
      // Who has followed the switch does not go back.
      expect(targets.join(" ")).toMatch(/^staging( staging)+( other)+$/);
      expect(keys.length).toBeGreaterThanOrEqual(4);
    } finally {
      serving.stop();
      await door.close();
      rmSync(runtime, { recursive: true });
    }
  });
}
