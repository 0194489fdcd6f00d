import { afterEach, beforeEach, expect, test } from "bun:test";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { digestOf, readTrust, recordPath } from "./trust-record.ts";
import { listTrust, removeAllTrust, removeTrust, saveTrust } from "./trust-store.ts";

const NOW = new Date("2026-11-05T10:00:00Z");
const content = { profile: "staging" };

let root = "";
let store = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "trust-"));
  store = join(root, "state/trust");
});
afterEach(() => rmSync(root, { recursive: true }));

function file(text: string, path = "/p/.actas.json"): { path: string; bytes: Uint8Array } {
  return { path, bytes: new TextEncoder().encode(text) };
}

test("a file without a record is not trusted", async () => {
  expect(await readTrust(store, file("a"))).toEqual({ state: "none" });
});

test("a trusted file stays trusted until it is edited or moved", async () => {
  saveTrust(store, file("a"), content, NOW);
  expect(await readTrust(store, file("a"))).toMatchObject({ state: "matched", record: { content } });
  expect(await readTrust(store, file("b"))).toMatchObject({ state: "diverged", record: { content } });
  expect(await readTrust(store, file("a", "/q/.actas.json"))).toEqual({ state: "none" });
});

test("a digest is 64 characters, and stands for the path as well as the bytes", () => {
  expect(digestOf(file("a"))).toMatch(/^[\w-]{64}$/);
  expect(new Set([file("a"), file("b"), file("a", "/q")].map(digestOf)).size).toBe(3);
});

test("a record is closed to others, complete, and there is one for each file", async () => {
  saveTrust(store, file("a"), content, NOW);
  saveTrust(store, file("b"), content, NOW);
  expect(readdirSync(store)).toHaveLength(1);
  const record = recordPath(store, "/p/.actas.json");
  expect(statSync(record).mode & 0o777).toBe(0o600);
  expect(statSync(store).mode & 0o777).toBe(0o700);
  expect(await Bun.file(record).text()).toBe(
    `${JSON.stringify({ path: "/p/.actas.json", trust: true, digest: digestOf(file("b")), content, updated_at: NOW }, null, 2)}\n`,
  );
});

test.each(["", "null", "{}", '{ "trust": false }'])("a record with the text %p counts as none", async (text) => {
  saveTrust(store, file("a"), content, NOW);
  writeFileSync(recordPath(store, "/p/.actas.json"), text);
  expect(await readTrust(store, file("a"))).toEqual({ state: "none" });
});

test("the record of one file says nothing about another, wherever it is put", async () => {
  saveTrust(store, file("a"), content, NOW);
  renameSync(recordPath(store, "/p/.actas.json"), recordPath(store, "/q/.actas.json"));
  expect(await readTrust(store, file("a", "/q/.actas.json"))).toEqual({ state: "none" });
});

test("a directory of records that was open to others is closed to them", () => {
  mkdirSync(store, { recursive: true });
  chmodSync(store, 0o755);
  saveTrust(store, file("a"), content, NOW);
  expect(statSync(store).mode & 0o777).toBe(0o700);
});

test("records are listed by path", async () => {
  expect(await listTrust(store)).toEqual([]);
  for (const path of ["/b", "/a"]) saveTrust(store, file("x", path), content, NOW);
  expect((await listTrust(store)).map(({ path }) => path)).toEqual(["/a", "/b"]);
});

test("trust is revoked for one file, or for all", async () => {
  for (const path of ["/a", "/b", "/c"]) saveTrust(store, file("x", path), content, NOW);
  expect(removeTrust(store, "/a")).toBe("removed");
  expect(removeTrust(store, "/a")).toBe("not-there");
  expect(removeAllTrust(store)).toBe(2);
  expect(await listTrust(store)).toEqual([]);
});

test("a failed write is an error", () => {
  writeFileSync(join(root, "state"), "");
  expect(() => saveTrust(store, file("a"), content, NOW)).toThrow(/^cannot keep in .* that .* is trusted: /);
});
