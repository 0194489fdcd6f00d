import { afterAll, expect, test } from "bun:test";
import {
  chmodSync,
  chownSync,
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
import { testNeeding } from "../../test/support/needs.ts";
import { ActasError } from "../base/errors.ts";
import { makePrivateDirectory } from "./private-directory.ts";

const folder = mkdtempSync(join(tmpdir(), "actas-private-"));
afterAll(() => rmSync(folder, { recursive: true }));

function modeOf(path: string): number {
  return statSync(path).mode & 0o777;
}

function failure(path: string): ActasError {
  try {
    makePrivateDirectory(path);
  } catch (error) {
    if (error instanceof ActasError) return error;
  }
  throw new Error(`no ActasError for ${path}`);
}

test("the directory and its parents are created for their owner only", () => {
  makePrivateDirectory(join(folder, "new/deep"));
  expect([modeOf(join(folder, "new")), modeOf(join(folder, "new/deep"))]).toEqual([0o700, 0o700]);
});

test("a directory that others may enter and that is not empty is left alone: it may be HOME, or /run", () => {
  const path = join(folder, "in-use");
  mkdirSync(join(path, "something"), { recursive: true });
  chmodSync(path, 0o755);
  expect(failure(path).message).toEndWith(": it is open to other users, and not empty");
  expect(modeOf(path)).toBe(0o755);
});

test("an empty directory that others may enter is closed to them", () => {
  const path = join(folder, "open");
  mkdirSync(path);
  chmodSync(path, 0o777);
  makePrivateDirectory(path);
  expect(modeOf(path)).toBe(0o700);
});

test("something else in its place is left alone", () => {
  mkdirSync(join(folder, "target"));
  chmodSync(join(folder, "target"), 0o755);
  symlinkSync("target", join(folder, "link"));
  symlinkSync("nowhere", join(folder, "dangling"));
  writeFileSync(join(folder, "file"), "");
  for (const name of ["link", "dangling", "file"]) {
    const path = join(folder, name);
    const { message, hints } = failure(path);
    expect(message).toBe(`cannot use ${path} as a private directory: it is a symbolic link or not a directory`);
    expect(hints[0]).toBe(`look at it with \`ls -ld ${path}\`, and remove it`);
  }
  expect(modeOf(join(folder, "target"))).toBe(0o755);
});

testNeeding("root")("the directory of another user is refused", () => {
  const path = join(folder, "foreign");
  mkdirSync(path);
  chownSync(path, 65534, 65534);
  expect(failure(path).message).toEndWith(`: ${path} belongs to another user (uid 65534)`);
});

test("where nothing can be created, the hints say what to do", () => {
  const { message, hints } = failure("/proc/actas");
  expect(message).toBe("cannot use /proc/actas as a private directory: no such file or directory");
  expect(hints).toEqual(["set XDG_RUNTIME_DIR to a directory of your own", "add `--no-agent` to do without the agent"]);
});

test("a shared directory is refused, and files in a private one are for their owner only", () => {
  const path = join(folder, "sticky");
  mkdirSync(path);
  chmodSync(path, 0o1700);
  expect(failure(path).message).toEndWith(": it is shared with other users");
  chmodSync(path, 0o700);
  using directory = makePrivateDirectory(path);
  directory.write("token", "x");
  expect(modeOf(join(path, "token"))).toBe(0o600);
});

test("nothing is created below a directory that others can change", () => {
  const path = join(folder, "of-all");
  mkdirSync(path);
  chmodSync(path, 0o777);
  expect(failure(join(path, "new")).message).toEndWith(`: every user may write to ${path}`);
  expect(readdirSync(path)).toEqual([]);
});

test("below a directory that the user's group can change, only public files are created", () => {
  const path = join(folder, "of-the-group");
  mkdirSync(path);
  chmodSync(path, 0o770);
  const { message, hints } = failure(join(path, "new"));
  expect(message).toEndWith(`: its group may write to ${path}`);
  expect(hints[0]).toBe(`\`ls -ld ${path}\` shows whose it is`);
  using log = makePrivateDirectory(join(path, "log"), "trusted");
  expect(modeOf(log.path)).toBe(0o700);
});

test("changes in an open directory are made in that very one, even if another takes its place", () => {
  using directory = makePrivateDirectory(join(folder, "moved"));
  renameSync(directory.path, join(folder, "moved-away"));
  mkdirSync(directory.path);
  directory.write("file", "here");
  directory.make("sub")[Symbol.dispose]();
  expect(readdirSync(directory.path)).toEqual([]);
  expect(readdirSync(join(folder, "moved-away")).sort()).toEqual(["file", "sub"]);
});

test("a file replaces a link and is for its owner only, and a directory is not opened through a link", () => {
  using directory = makePrivateDirectory(join(folder, "links"));
  writeFileSync(join(folder, "precious"), "kept");
  for (const name of ["file", "sub"]) symlinkSync("../precious", join(directory.path, name));
  directory.write("file", "new");
  expect(modeOf(join(directory.path, "file"))).toBe(0o600);
  expect(readFileSync(join(folder, "precious"), "utf8")).toBe("kept");
  expect(() => directory.open("sub")).toThrow();
  expect(() => directory.make("sub")).toThrow();
  directory.remove("sub");
  expect(readFileSync(join(folder, "precious"), "utf8")).toBe("kept");
});

testNeeding("root")("a directory of another user in it is not opened", () => {
  using directory = makePrivateDirectory(join(folder, "with-foreign"));
  directory.make("theirs")[Symbol.dispose]();
  chownSync(join(directory.path, "theirs"), 65534, 65534);
  for (const open of [() => directory.open("theirs"), () => directory.make("theirs")]) {
    expect(open).toThrow("it belongs to another user (uid 65534)");
  }
});

test("who has another way to name a directory says that, and nothing of the agent's", () => {
  const open = join(folder, "of-all-of-a-server");
  mkdirSync(open);
  chmodSync(open, 0o777);
  for (const path of ["/proc/actas", join(open, "below")]) {
    try {
      makePrivateDirectory(path, "feared", ["name another"]);
      expect.unreachable();
    } catch (error) {
      const { hints } = error as ActasError;
      expect(hints.at(-1)).toBe("name another");
      expect(hints.join()).not.toMatch(/XDG|agent/);
    }
  }
});
