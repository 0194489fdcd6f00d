import { expect } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Glob } from "bun";
import type { Credentials } from "../../src/base/credentials.ts";
import { Secret } from "../../src/base/secret.ts";
import { openImds } from "../../src/serve/imds/open-imds.ts";
import { Serving } from "../../src/serve/serving.ts";
import { AskedProgram } from "../support/asked-program.ts";
import { pathOf, testWith } from "../support/needs.ts";

const LIFE_MS = 15 * 60_000;
const STEP_MS = 30_000;
/** Four lives. */
const STEPS = (4 * LIFE_MS) / STEP_MS;
const PROGRAM = join(import.meta.dir, "../clients/programs/python/boto3_holder.py");

/** A made-up AWS whose credentials end by a clock that the test moves. */
class Issuer {
  nowMs = Date.now();
  readonly ends = new Map<string, number>();

  readonly issue = async (): Promise<Credentials> => {
    const accessKeyId = `ASIA${this.ends.size}`;
    this.ends.set(accessKeyId, this.nowMs + LIFE_MS);
    const [secretAccessKey, sessionToken] = [new Secret("s"), new Secret("t")];
    return { accessKeyId, secretAccessKey, sessionToken, expiration: new Date(this.nowMs + LIFE_MS) };
  };
}

/** boto3, whose wall clock is set by a file; it says which key it has now each time it is asked. */
function holder(python: string, endpoint: string, clock: string): AskedProgram {
  const [library = ""] = [...new Glob("/usr/lib/*/faketime/libfaketime.so.1").scanSync("/")];
  const env = {
    AWS_EC2_METADATA_SERVICE_ENDPOINT: endpoint,
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: clock,
    FAKETIME_NO_CACHE: "1",
    FAKETIME_DONT_FAKE_MONOTONIC: "1",
  };
  return new AskedProgram([python, PROGRAM], { env });
}

for (const [version, tool] of [
  ["1.26 (Debian)", "python3"],
  ["1.44", "clients-py"],
] as const) {
  const name = `boto3 ${version}, which asks again ten minutes late, has good credentials through four lives of them`;
  testWith({ tools: [tool, "boto3", "faketime"] }, name, async () => {
    const folder = mkdtempSync(join(tmpdir(), "actas-clock-"));
    const clock = join(folder, "clock");
    writeFileSync(clock, "+0");
    const issuer = new Issuer();
    const serving = new Serving({ obtain: issuer.issue, canAsk: () => false, clock: { now: () => issuer.nowMs } });
    await serving.switchTo("staging");
    const regionOf = async () => undefined;
    const parts = { serving, port: 0, allowsVersion1: false, regionOf, runtime: folder, asRoot: () => [] };
    const door = await openImds(parts);
    const used = new Set<string>();
    try {
      await using boto3 = holder(pathOf(tool) ?? "", door.url, clock);
      for (let step = 1; step <= STEPS; step++) {
        const key = await boto3.ask();
        used.add(key);
        expect(issuer.ends.get(key), `step ${step}: ${key}`).toBeGreaterThan(issuer.nowMs);
        issuer.nowMs += STEP_MS;
        writeFileSync(clock, `+${(step * STEP_MS) / 1000}`);
        // In place of the timers, which do not see that clock.
        await serving.credentials();
      }
    } finally {
      serving.stop();
      await door.close();
      rmSync(folder, { recursive: true });
    }
    expect(used.size).toBeGreaterThanOrEqual(4);
  });
}
