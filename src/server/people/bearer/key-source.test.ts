import { expect, test } from "bun:test";
import { exportJWK, generateKeyPair, type JWK } from "jose";
import { KeySource } from "./key-source.ts";

async function publicKey(kid: string): Promise<JWK> {
  const { publicKey: key } = await generateKeyPair("ES256");
  return { ...(await exportJWK(key)), kid };
}

const ONE = await publicKey("one");
const TWO = await publicKey("two");

/** A source whose time and keys a test moves. */
function sourceOf(keys: JWK[]) {
  const world = { now: 0, loads: 0, keys, fails: false };
  const source = new KeySource(
    async () => {
      world.loads += 1;
      if (world.fails) throw new Error("down");
      return world.keys;
    },
    () => world.now,
  );
  return { source, world };
}

test("a flood of tokens that name keys at random has the keys read once in 30 seconds", async () => {
  const { source, world } = sourceOf([ONE]);
  expect(await source.find("one", "ES256")).toBeDefined();
  world.now = 31_000;
  const flood = Array.from({ length: 500 }, (_, index) => source.find(`random-${index}`, "ES256"));
  expect((await Promise.all(flood)).every((key) => key === undefined)).toBe(true);
  for (let index = 0; index < 100; index++) {
    world.now += 200;
    await source.find(`later-${index}`, "ES256");
  }
  expect(world.loads).toBe(2);
  world.now = 62_000;
  await source.find("random", "ES256");
  expect(world.loads).toBe(3);
});

test("a new key is known within 30 seconds, and one that was taken back is not for ever", async () => {
  const { source, world } = sourceOf([ONE]);
  await source.find("one", "ES256");
  world.keys = [TWO];
  world.now = 30_001;
  expect(await source.find("two", "ES256")).toBeDefined();
  expect(await source.find("one", "ES256")).toBeUndefined();
  world.keys = [];
  world.now += 600_001;
  expect(await source.find("two", "ES256")).toBeUndefined();
});

test("while the issuer cannot be asked its keys count for ten minutes, and then nothing does", async () => {
  const { source, world } = sourceOf([ONE]);
  await source.find("one", "ES256");
  world.fails = true;
  world.now = 500_000;
  expect(await source.find("other", "ES256")).toBeUndefined();
  expect(await source.find("one", "ES256")).toBeDefined();
  world.now = 600_001;
  await expect(source.find("one", "ES256")).rejects.toThrow("down");
  const { loads } = world;
  await expect(source.find("one", "ES256")).rejects.toThrow("down");
  expect(world.loads).toBe(loads);
});

test.each([
  ["a shared key", { kty: "oct", k: "AAAA", kid: "bad" }],
  ["a key with its private part", { ...ONE, d: "AAAA", kid: "bad" }],
  ["a key for encryption", { ...ONE, use: "enc", kid: "bad" }],
  ["a key of another algorithm", { ...ONE, alg: "ES384", kid: "bad" }],
  ["a key without an id", { ...ONE, kid: undefined as unknown as string }],
])("%s verifies nothing", async (_, key) => {
  const { source } = sourceOf([key]);
  expect(await source.find("bad", "ES256")).toBeUndefined();
});
