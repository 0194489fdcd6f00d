import { afterAll, beforeAll, expect, test } from "bun:test";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { CLIENTS } from "../../clients/clients.ts";
import { needs } from "../../support/needs.ts";
import { World } from "../../support/world.ts";
import { ServedImds } from "../served.ts";

const TARGET = ["arn:aws:sts::111122223333:assumed-role/ReadOnly/ben"];
/** Those that act as another, or not at all, by name, and by version where another one does as it should. */
const OTHERWISE: Readonly<Record<string, { readonly signers: readonly string[]; readonly why: string }>> = {
  "AWS CRT for Python 0.16 (Debian)": { signers: [], why: "sends no `Host`, which HTTP/1.1 asks for" },
  "polars 2.1": {
    signers: ["arn:aws:iam::111122223333:user/ana"],
    why: "takes the first keys in the credentials file",
  },
  "polars with `credential_provider=None` 2.1": { signers: ["arn:aws:iam::111122223333:user/ana"], why: "the same" },
};
/** Words that make a client ask which was told not to. */
const MORE_WORDS: Readonly<Record<string, readonly string[]>> = {
  "Terraform, its backend `s3` 1.11": ["-backend-config=skip_metadata_api_check=false"],
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
  const reason = needs(...client.tools);
  const called = `${client.name} ${client.version}`;
  const { signers: expected = TARGET, why } = OTHERWISE[called] ?? {};
  const name = why
    ? `${called} does not find the role at the real address: it ${why}`
    : `${called} finds the role at the real address`;
  const run = async (): Promise<void> => {
    const before = (await world.calls()).length;
    const words = [...ENABLED, ...(await client.command(world)), ...(MORE_WORDS[called] ?? [])];
    const env = { ...client.environment, SANDBOX_URL: world.sandbox.url };
    const { status, stderr, stdout } = await world.runProgram(words, { env });
    const signers = (await world.calls()).slice(before).flatMap(({ signedBy }) => signedBy ?? []);
    expect([...new Set(signers)], stdout + stderr).toEqual([...expected]);
    if (client.status !== "fails anyway" && expected === TARGET) expect(status, stderr).toBe(0);
  };
  if (reason) test.skip(`${name} # SKIPPED: ${reason}`, run);
  else test(name, run);
}
