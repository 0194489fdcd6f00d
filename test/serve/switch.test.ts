import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Credentials } from "../../src/base/credentials.ts";
import { Secret } from "../../src/base/secret.ts";
import { openContainer } from "../../src/serve/container/open-container.ts";
import { Serving } from "../../src/serve/serving.ts";

const runtime = mkdtempSync(join(tmpdir(), "actas-switch-"));
afterAll(() => rmSync(runtime, { recursive: true }));

let made = 0;

/** All parts of a set end alike, so that a mix is seen. */
async function obtain(target: string): Promise<Credentials> {
  await Bun.sleep(2);
  const set = `${target}-${++made}`;
  return {
    accessKeyId: set,
    secretAccessKey: new Secret(set),
    sessionToken: new Secret(set),
    expiration: new Date(Date.now() + 3_600_000),
  };
}

test("while 100 programs ask all the time, a switch mixes nothing, and whoever asks after it gets the new target", async () => {
  const serving = new Serving({ obtain, canAsk: () => false, clock: { now: Date.now } });
  await serving.switchTo("target0");
  const door = openContainer({ serving, port: 0, targets: [], runtime });
  const authorization = door.environment.AWS_CONTAINER_AUTHORIZATION_TOKEN ?? "";
  let isOver = false;
  const ask = async () => {
    const since = serving.target;
    const response = await fetch(door.url, { headers: { authorization } });
    const { AccessKeyId, SecretAccessKey, Token } = (await response.json()) as Record<string, string>;
    return { since, until: serving.target, answer: [response.status, AccessKeyId, SecretAccessKey, Token] };
  };
  const wrong: unknown[] = [];
  let asked = 0;
  const programs = Array.from({ length: 100 }, async () => {
    for (; !isOver; asked++) {
      const { answer, since, until } = await ask();
      const [status, id = "", ...others] = answer;
      const isWhole = status === 200 && others.every((other) => other === id);
      // In between the target may have changed several times; what is given is never older than the question.
      const number = (target: string | number = "") => Number(/^target(\d+)/.exec(String(target))?.[1]);
      if (!isWhole || number(id) < number(since) || number(id) > number(until)) wrong.push(answer);
    }
  });
  for (let count = 1; count <= 20; count++) {
    await serving.switchTo(`target${count}`);
    await Bun.sleep(5);
  }
  isOver = true;
  await Promise.all(programs);
  expect(wrong).toEqual([]);
  expect(asked).toBeGreaterThan(200);
  serving.stop();
  await door.close();
});
