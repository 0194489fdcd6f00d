import { afterAll, expect, test } from "bun:test";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Secret } from "../../base/secret.ts";
import { makePrivateDirectory } from "../../files/private-directory.ts";
import { GrantFiles } from "./grant-files.ts";
import type { Grant } from "./grant-record.ts";

const root = mkdtempSync(join(tmpdir(), "actas-grants-"));
afterAll(() => rmSync(root, { recursive: true }));

const GRANT: Grant = {
  id: "c7d0e6a2-0000-4000-8000-000000000001",
  tokenHash: "hash",
  pid: 42,
  startTime: "4242",
  program: "terraform",
  target: "staging",
  startedAt: "2026-03-01T12:00:00.000Z",
  request: { target: "staging", freshness: "cached", interaction: "never", environment: { HOME: "/home/ana" } },
};

function filesIn(name: string): { files: GrantFiles; runtime: string } {
  const runtime = join(root, name);
  mkdirSync(runtime, { mode: 0o700 });
  return { files: new GrantFiles(makePrivateDirectory(runtime)), runtime };
}

test("a grant is read back as it was written, and its token is in a file of its own", () => {
  const { files, runtime } = filesIn("written");
  const { directory, tokenFile } = files.write(GRANT, new Secret("Bearer token"));
  expect(files.readAll()).toEqual([GRANT]);
  expect(directory).toBe(`${runtime}/grants/${GRANT.id}`);
  expect(readFileSync(tokenFile, "utf8")).toBe("Bearer token");
  expect(readFileSync(`${directory}/grant.json`, "utf8")).not.toContain("Bearer token");
  expect([directory, tokenFile, `${directory}/grant.json`].map((path) => statSync(path).mode & 0o777)).toEqual([
    0o700, 0o600, 0o600,
  ]);
});

test("what is removed is gone with all its files", () => {
  const { files } = filesIn("removed");
  const { directory } = files.write(GRANT, new Secret("Bearer token"));
  files.remove(GRANT.id);
  files.remove(GRANT.id);
  expect(existsSync(directory)).toBe(false);
  expect(files.readAll()).toEqual([]);
});

test.each([
  ["half a file", '{"id":'],
  ["a grant without its process", JSON.stringify({ ...GRANT, pid: undefined })],
  ["the grant of another folder", JSON.stringify({ ...GRANT, id: "other" })],
  ["a request that is none", JSON.stringify({ ...GRANT, request: {} })],
])("%s is not believed, and cleared away", (name, text) => {
  const { files, runtime } = filesIn(name);
  const directory = `${runtime}/grants/${GRANT.id}`;
  mkdirSync(directory, { recursive: true });
  writeFileSync(`${directory}/grant.json`, text);
  expect(files.readAll()).toEqual([]);
  expect(existsSync(directory)).toBe(false);
});

test("the port is remembered; nonsense in its place is no port", () => {
  const { files, runtime } = filesIn("port");
  expect(files.port).toBeUndefined();
  files.port = 40_000;
  expect(new GrantFiles(makePrivateDirectory(runtime)).port).toBe(40_000);
  writeFileSync(`${runtime}/port`, "no port\n");
  expect(files.port).toBeUndefined();
});

test("where nothing can be written, the error says what to do, and nothing is left", () => {
  const { files, runtime } = filesIn("full");
  writeFileSync(`${runtime}/grants`, "in the way");
  mkdirSync(`${runtime}/port`);
  expect(() => files.write(GRANT, new Secret("Bearer token"))).toThrow(
    `cannot keep the grant in ${runtime}/grants/${GRANT.id}: a part of the path is not a directory`,
  );
  expect(() => {
    files.port = 1;
  }).toThrow(`cannot keep the port in ${runtime}/port: it is a directory`);
});

test("only folders of grants are read or removed: nothing else in their place is ours", () => {
  const { files, runtime } = filesIn("strangers");
  mkdirSync(`${runtime}/grants/photographs`, { recursive: true });
  writeFileSync(`${runtime}/grants/readme`, "");
  expect(files.readAll()).toEqual([]);
  expect(readdirSync(`${runtime}/grants`).sort()).toEqual(["photographs", "readme"]);
});

test("no symbolic link is followed, wherever it stands", () => {
  const { files, runtime } = filesIn("links");
  const precious = join(root, "precious");
  mkdirSync(`${precious}/${GRANT.id}`, { recursive: true });
  writeFileSync(`${precious}/file`, "kept");
  symlinkSync(precious, `${runtime}/grants`);
  symlinkSync(`${precious}/file`, `${runtime}/port`);
  expect(files.readAll()).toEqual([]);
  files.remove(GRANT.id);
  expect(() => files.write(GRANT, new Secret("Bearer token"))).toThrow("cannot keep the grant in ");
  expect(files.port).toBeUndefined();
  files.port = 40_000;
  expect(readdirSync(precious).sort()).toEqual([GRANT.id, "file"]);
  expect([readFileSync(`${precious}/file`, "utf8"), readFileSync(`${runtime}/port`, "utf8")]).toEqual([
    "kept",
    "40000\n",
  ]);

  rmSync(`${runtime}/grants`);
  mkdirSync(`${runtime}/grants`);
  symlinkSync(precious, `${runtime}/grants/${GRANT.id}`);
  expect(files.readAll()).toEqual([]);
  expect(readdirSync(`${runtime}/grants`)).toEqual([]);
  expect(readdirSync(precious).sort()).toEqual([GRANT.id, "file"]);
});

test("a grant is not read from what a link leads to, nor is a port", () => {
  const { files, runtime } = filesIn("linked");
  const { directory } = files.write(GRANT, new Secret("Bearer token"));
  expect(files.readAll()).toHaveLength(1);
  renameSync(`${directory}/grant.json`, `${runtime}/elsewhere.json`);
  symlinkSync(`${runtime}/elsewhere.json`, `${directory}/grant.json`);
  expect(files.readAll()).toEqual([]);
  writeFileSync(`${runtime}/number`, "40123\n");
  symlinkSync("number", `${runtime}/port`);
  expect(files.port).toBeUndefined();
});

test.each([
  ["40123\n", 40_123],
  ["65535\n", 65_535],
  ["", undefined],
  ["0\n", undefined],
  ["80\n", undefined],
  ["65536\n", undefined],
  ["0x9c40\n", undefined],
  ["40123", undefined],
  ["40123\n40124\n", undefined],
])("a file that says %p gives the port %p", (text, port) => {
  const { files, runtime } = filesIn(`port-${crypto.randomUUID()}`);
  writeFileSync(`${runtime}/port`, text);
  expect(files.port).toBe(port);
});
