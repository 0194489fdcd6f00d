import { afterAll, beforeAll, expect, test } from "bun:test";
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Verdict } from "../../clients/client.ts";
import { CLIENTS } from "../../clients/clients.ts";
import { needs } from "../../support/needs.ts";
import { World } from "../../support/world.ts";
import { ServedImds } from "../served.ts";

/** Whom AWS sees, for each verdict: the role that ben assumes; ana, whose keys are the first in the file; or nobody. */
const SIGNERS: Readonly<Record<Verdict, readonly string[]>> = {
  target: ["arn:aws:sts::111122223333:assumed-role/ReadOnly/ben"],
  "default profile": ["arn:aws:iam::111122223333:user/ana"],
  nobody: [],
};
/** The metadata service is turned off for all other tests. */
const ENABLED = ["/usr/bin/env", "--unset=AWS_EC2_METADATA_DISABLED"];

let world: World;
let served: ServedImds;
beforeAll(async () => {
  world = new World();
  served = await ServedImds.start(world, ["readonly"]);
});
afterAll(async () => {
  await served.end();
  rmSync(join(world.home, ".mc"), { recursive: true, force: true });
  expect(await world.end()).toEqual([]);
});

for (const client of CLIENTS) {
  const { name, version, status: expected, tools } = client;
  const { verdict = "target", words = [] } = client.imds ?? {};
  const reason = needs(...tools);
  const called = `${name} ${version} at the real address acts as ${verdict}`;
  const run = async (): Promise<void> => {
    const before = (await world.calls()).length;
    const env = { ...client.environment, SANDBOX_URL: world.sandbox.url };
    const command = [...ENABLED, ...(await client.command(world)), ...words];
    const { status, stderr, stdout } = await world.runProgram(command, { env });
    const signers = (await world.calls()).slice(before).flatMap(({ signedBy }) => signedBy ?? []);
    expect([...new Set(signers)], stdout + stderr).toEqual([...SIGNERS[verdict]]);
    if (expected !== "fails anyway") expect(status === 0, stderr).toBe(verdict !== "nobody");
  };
  if (reason) test.skip(`${called} # SKIPPED: ${reason}`, run);
  else test(called, run);
}
