import { expect, test } from "bun:test";
import type { Credentials } from "../../src/base/credentials.ts";
import { Secret } from "../../src/base/secret.ts";
import { openImds } from "../../src/serve/imds/open-imds.ts";
import { Serving } from "../../src/serve/serving.ts";

const TARGETS = ["STAGING", "PRODUCTION", "AUDIT"] as const;
const SWITCHES = 150;
const CLIENTS = 16;

function credentialsOf(target: string): Credentials {
  const expiration = new Date(Date.now() + 3_600_000);
  const secretAccessKey = new Secret(`secret of ${target}`);
  return { accessKeyId: `ASIA${target}`, secretAccessKey, sessionToken: new Secret(`token of ${target}`), expiration };
}

test("while the target is switched again and again, no client is refused, and none sees two roles mixed", async () => {
  const serving = new Serving({
    obtain: async (target) => credentialsOf(target),
    canAsk: () => false,
    clock: { now: Date.now },
  });
  await serving.switchTo(TARGETS[0]);
  const door = await openImds({
    serving,
    port: 0,
    allowsVersion1: true,
    regionOf: async () => undefined,
    runtime: "",
    asRoot: () => [],
  });
  const roles = `${door.url}latest/meta-data/iam/security-credentials/`;
  const seen = new Map<string, number>();
  let isOver = false;
  const client = async (): Promise<void> => {
    while (!isOver) {
      const name = await (await fetch(roles)).text();
      const given = (await (await fetch(roles + name)).json()) as Record<string, string>;
      const { AccessKeyId, Code, SecretAccessKey, Token } = given;
      expect([Code, AccessKeyId, SecretAccessKey, Token]).toEqual([
        "Success",
        `ASIA${name}`,
        `secret of ${name}`,
        `token of ${name}`,
      ]);
      seen.set(name, (seen.get(name) ?? 0) + 1);
    }
  };
  const clients = Array.from({ length: CLIENTS }, client);
  for (let count = 1; count <= SWITCHES; count++) {
    const target = TARGETS[count % TARGETS.length] ?? "";
    await serving.switchTo(target);
    // The next request has it.
    if (count % 10 === 0) expect(await (await fetch(roles)).text()).toBe(target);
    await Bun.sleep(1);
  }
  isOver = true;
  await Promise.all(clients);
  serving.stop();
  await door.close();
  expect([...seen.keys()].sort()).toEqual([...TARGETS].sort());
});
