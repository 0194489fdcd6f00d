import { afterAll, expect, test } from "bun:test";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ActasError } from "../base/errors.ts";
import { Secret } from "../base/secret.ts";
import { fileNameOf } from "./file-name.ts";
import type { KeyHolder } from "./keyring.ts";
import { SealedFiles } from "./sealed-files.ts";

const folder = mkdtempSync(join(tmpdir(), "actas-sealed-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Holds keys in memory, and counts how often it was asked. */
class Holder implements KeyHolder {
  readonly keys = new Map<string, Secret>();
  asked = 0;
  locked = false;

  async get(id: string): Promise<Secret | undefined> {
    this.asked++;
    if (this.locked) throw new ActasError("system", "cannot read the keyring: it is locked");
    return this.keys.get(id);
  }

  async set(id: string, key: Secret): Promise<void> {
    if (this.locked) throw new ActasError("system", "cannot write to the keyring: it is locked");
    this.keys.set(id, key);
  }

  async forget(id: string): Promise<void> {
    this.keys.delete(id);
  }
}

function place(): string {
  return join(folder, crypto.randomUUID());
}

async function read(files: SealedFiles, name: string): Promise<string | undefined> {
  return (await files.read(name))?.reveal();
}

test("what was written is read by another process, and the holder is asked once for all of it", async () => {
  const [path, holder] = [place(), new Holder()];
  const first = new SealedFiles(path, holder);
  await first.write("session/ana", new Secret("one"));
  await first.write("session/ben", new Secret("two"));
  await first.write("session/ana", new Secret("three"));
  const second = new SealedFiles(path, holder);
  // The first one asked for the key that it had just handed over.
  holder.asked = 0;
  expect(await Promise.all([read(second, "session/ana"), read(second, "session/ben")])).toEqual(["three", "two"]);
  expect(await second.names()).toEqual(["session/ana", "session/ben"]);
  expect(holder.asked).toBe(1);
});

test("nothing is created, and nobody asked, to find that nothing is there", async () => {
  const [path, holder] = [place(), new Holder()];
  const files = new SealedFiles(path, holder);
  expect([await read(files, "a"), await files.names(), await files.remove("a")]).toEqual([undefined, [], false]);
  expect([existsSync(path), holder.asked]).toEqual([false, 0]);
});

test("the files are for their owner only, and tell nothing of what is in them", async () => {
  const path = place();
  await new SealedFiles(path, new Holder()).write("a", new Secret("hush-hush"));
  expect(statSync(path).mode & 0o777).toBe(0o700);
  for (const file of readdirSync(path)) {
    expect(statSync(join(path, file)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(path, file), "utf8")).not.toContain("hush");
  }
});

test.each([
  ["changed", (path: string) => writeFileSync(path, readFileSync(path, "utf8").replace(/.{9}\n$/, "AAAAAAAA=\n"))],
  ["cut short", (path: string) => writeFileSync(path, readFileSync(path, "utf8").slice(0, 60))],
  ["empty", (path: string) => writeFileSync(path, "")],
])("a file that was %s is refused and never half read", async (_, harm) => {
  const [path, holder] = [place(), new Holder()];
  const files = new SealedFiles(path, holder);
  await files.write("a", new Secret("text"));
  harm(join(path, fileNameOf("a")));
  await expect(files.read("a")).rejects.toThrow(`cannot read ${path}/a.sealed: it`);
  expect(await files.remove("a")).toBe(true);
});

test("the file of another name does not open under this one", async () => {
  const path = place();
  const files = new SealedFiles(path, new Holder());
  await files.write("a", new Secret("for a"));
  renameSync(join(path, fileNameOf("a")), join(path, fileNameOf("b")));
  await expect(files.read("b")).rejects.toThrow("moved here from another place");
});

test("with the last secret its key goes, so that a copy of the files opens no more", async () => {
  const [path, holder] = [place(), new Holder()];
  const files = new SealedFiles(path, holder);
  await files.write("a", new Secret("x"));
  await files.write("b", new Secret("y"));
  const copy = readFileSync(join(path, fileNameOf("a")), "utf8");
  await files.remove("a");
  expect(holder.keys.size).toBe(1);
  await files.remove("b");
  expect([holder.keys.size, readdirSync(path)]).toEqual([0, ["lock"]]);
  writeFileSync(join(path, fileNameOf("a")), copy);
  await expect(files.read("a")).rejects.toThrow("the key that it is sealed with is gone");
});

test("a key that another process had forgotten meanwhile seals nothing more", async () => {
  const [path, holder] = [place(), new Holder()];
  const [mine, others] = [new SealedFiles(path, holder), new SealedFiles(path, holder)];
  await mine.write("a", new Secret("x"));
  await others.remove("a");
  await mine.write("b", new Secret("y"));
  expect(await read(new SealedFiles(path, holder), "b")).toBe("y");
});

test("after the holder lost the key there is a new one, and what the old one sealed is kept for its return", async () => {
  const [path, holder] = [place(), new Holder()];
  await new SealedFiles(path, holder).write("a", new Secret("old"));
  const lost = new Map(holder.keys);
  holder.keys.clear();
  const files = new SealedFiles(path, holder);
  await files.write("b", new Secret("new"));
  await expect(files.read("a")).rejects.toThrow("is gone");
  for (const [id, key] of lost) holder.keys.set(id, key);
  expect([await read(files, "a"), await read(files, "b")]).toEqual(["old", "new"]);
});

test.each([
  ["loses", async () => undefined],
  ["changes", async () => new Secret("A".repeat(43))],
  [
    "cannot read",
    async () => {
      throw new ActasError("system", "No secret key: it does not give back what it has");
    },
  ],
])("nothing is sealed with a key that the holder %s", async (_, get: KeyHolder["get"]) => {
  const [path, holder] = [place(), new Holder()];
  const files = new SealedFiles(path, Object.assign(holder, { get }));
  await expect(files.write("a", new Secret("x"))).rejects.toThrow("not give back");
  await expect(files.write("a", new Secret("x"))).rejects.toThrow("not give back");
  expect([await files.names(), readdirSync(path), holder.keys.size]).toEqual([[], ["lock"], 0]);
});

test("each write gives another stamp, and without a secret there is none", async () => {
  const files = new SealedFiles(place(), new Holder());
  expect(files.stamp("a")).toBeUndefined();
  await files.write("a", new Secret("x"));
  const first = files.stamp("a");
  expect(files.stamp("a")).toBe(first);
  await files.remove("a");
  await files.write("a", new Secret("x"));
  expect(files.stamp("a")).not.toBe(first);
});

test("while the holder is locked nothing changes, and afterwards it is asked again", async () => {
  const [path, holder] = [place(), new Holder()];
  await new SealedFiles(path, holder).write("a", new Secret("x"));
  const files = new SealedFiles(path, holder);
  holder.locked = true;
  await expect(files.read("a")).rejects.toThrow("it is locked");
  await expect(files.write("a", new Secret("y"))).rejects.toThrow("it is locked");
  holder.locked = false;
  expect(await read(files, "a")).toBe("x");
});

test("many that write the first secret at once make one key", async () => {
  const [path, holder] = [place(), new Holder()];
  const writing = Array.from({ length: 12 }, (_, n) =>
    new SealedFiles(path, holder).write(`n${n}`, new Secret(`${n}`)),
  );
  await Promise.all(writing);
  expect(holder.keys.size).toBe(1);
  const files = new SealedFiles(path, holder);
  expect(await Promise.all((await files.names()).map(async (name) => `n${await read(files, name)}` === name))).toEqual(
    Array(12).fill(true),
  );
});
