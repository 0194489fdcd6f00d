import { afterAll, expect, test } from "bun:test";
import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Secret } from "../../base/secret.ts";
import { makePrivateDirectory } from "../../files/private-directory.ts";
import { CredentialFiles } from "./credential-files.ts";
import { GrantFiles } from "./grant-files.ts";
import type { Grant } from "./grant-record.ts";

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

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

test("a program that reads a file finds only credentials there, and no token; a reader never finds half of them", () => {
  const runtime = makePrivateDirectory(mkdtempSync(join(tmpdir(), "actas-credential-files-")));
  folders.push(runtime.path);
  const grants = new GrantFiles(runtime);
  const files = new CredentialFiles(runtime);
  const { directory } = grants.write({ ...GRANT, delivery: "file" }, new Secret("Bearer token"));
  const keys = { accessKeyId: "ASIA1", secretAccessKey: new Secret("s"), sessionToken: new Secret("t") };
  const path = files.write(GRANT.id, { ...keys, expiration: new Date("2026-03-01T13:00:00Z") });
  expect(path).toBe(`${directory}/renewed-credentials`);
  expect(readFileSync(path, "utf8")).toBe(
    "[default]\naws_access_key_id = ASIA1\naws_secret_access_key = s\naws_session_token = t\naws_credential_expiration = 2026-03-01T13:00:00Z\n",
  );
  expect(files.endOf(GRANT.id)).toBe(Date.parse("2026-03-01T13:00:00Z"));
  const reader = openSync(path, "r");
  files.write(GRANT.id, { ...keys, accessKeyId: "ASIA2" });
  // Who has opened the old ones reads the old ones to the end.
  expect(readFileSync(reader, "utf8")).toContain("ASIA1");
  expect(readFileSync(path, "utf8")).toContain("ASIA2");
  expect(files.endOf(GRANT.id)).toBe(Number.POSITIVE_INFINITY);
  closeSync(reader);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(directory).sort()).toEqual(["grant.json", "renewed-credentials"]);
  expect(grants.readAll()).toEqual([{ ...GRANT, delivery: "file" }]);

  files.write(GRANT.id);
  expect([readFileSync(path, "utf8"), files.endOf(GRANT.id)]).toEqual(["", undefined]);
  grants.remove(GRANT.id);
  expect(() => files.write(GRANT.id, keys)).toThrow(`cannot write credentials into ${directory}`);
  expect([existsSync(directory), readdirSync(`${runtime.path}/grants`)]).toEqual([false, []]);
});
