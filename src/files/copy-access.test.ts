import { afterEach, beforeEach, expect, test } from "bun:test";
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { needs } from "../../test/support/needs.ts";
import { asOrdinaryUser, needsRoot } from "../../test/support/ordinary-user.ts";
import { editFile } from "./edit-file.ts";

const GROUP = 4242;
const ORDINARY = 65_534;

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "actas-access-"));
  path = join(folder, "credentials");
  writeFileSync(path, "some\n");
});
afterEach(() => rmSync(folder, { recursive: true }));

const add = (text: string): string => `${text}more\n`;
const access = () => ({ gid: statSync(path).gid, mode: (statSync(path).mode & 0o7777).toString(8) });

function testUnless(reason: string | undefined, name: string, body: () => void | Promise<void>): void {
  if (reason) test.skip(`${name} # SKIPPED: ${reason}`, body);
  else test(name, body, 30_000);
}

function python(script: string, ...words: readonly string[]): string {
  const { stdout, stderr } = Bun.spawnSync(["python3", "-c", `import os, sys, struct\n${script}`, ...words]);
  return (stdout.toString() + stderr.toString()).trim();
}

/** Lets group 4243 read a file, or what will be made in a directory; its own group may not. The mode shows 640. */
function allowAnother(kind: "access" | "default", at: string): string {
  const entries = "[(1,6,-1),(4,0,-1),(8,4,4243),(16,4,-1),(32,0,-1)]";
  const list = `struct.pack('<I',2)+b''.join(struct.pack('<HHi',*e) for e in ${entries})`;
  return python(`os.setxattr(sys.argv[1],'system.posix_acl_${kind}',${list})`, at);
}

const listOf = (at: string): string => python("print(os.getxattr(sys.argv[1],'system.posix_acl_access').hex())", at);

function needsLists(): string | undefined {
  const missing = needs("python3");
  if (missing) return missing;
  const probe = mkdtempSync(join(tmpdir(), "actas-access-"));
  const refusal = allowAnother("access", probe);
  rmSync(probe, { recursive: true });
  return refusal ? `the file system of ${tmpdir()} has no access lists` : undefined;
}

/** Changes the file as an ordinary user to whom it belongs. */
function editAsOrdinaryUser(): void {
  chownSync(folder, ORDINARY, ORDINARY);
  const script = `const { editFile } = await import(${JSON.stringify(join(import.meta.dir, "edit-file.ts"))});
    await editFile(process.argv[1], (text) => text + "more\\n");`;
  const { stderr } = Bun.spawnSync(asOrdinaryUser([process.execPath, "-e", script, path]));
  expect(stderr.toString()).toBe("");
  expect(readFileSync(path, "utf8")).toBe("some\nmore\n");
}

testUnless(needsRoot(), "a changed file keeps its group", async () => {
  chownSync(path, 0, GROUP);
  chmodSync(path, 0o640);
  await editFile(path, add);
  expect(access()).toEqual({ gid: GROUP, mode: "640" });
});

testUnless(needsRoot(), "where the group cannot be kept, no other group gets its access", () => {
  const modes = { 640: "600", 664: "604", 604: "600", 600: "600" };
  for (const [before, after] of Object.entries(modes)) {
    writeFileSync(path, "some\n");
    chownSync(path, ORDINARY, GROUP);
    chmodSync(path, Number.parseInt(before, 8));
    editAsOrdinaryUser();
    expect(access()).toEqual({ gid: ORDINARY, mode: after });
  }
});

testUnless(needsLists(), "a changed file keeps its access list", async () => {
  expect(allowAnother("access", path)).toBe("");
  const before = listOf(path);
  expect(access().mode).toBe("640");
  await editFile(path, add);
  expect([listOf(path), access().mode]).toEqual([before, "640"]);
});

testUnless(needsLists(), "a changed file gets no access list from its directory", async () => {
  chmodSync(path, 0o640);
  expect(allowAnother("default", folder)).toBe("");
  await editFile(path, add);
  expect(access().mode).toBe("640");
  expect(listOf(path)).toContain("No data available");
});

testUnless(needsRoot() ?? needsLists(), "where the group of a list cannot be kept, only the user has access", () => {
  chownSync(path, ORDINARY, GROUP);
  expect(allowAnother("access", path)).toBe("");
  editAsOrdinaryUser();
  expect(access()).toEqual({ gid: ORDINARY, mode: "600" });
});
