import { afterAll, expect, test } from "bun:test";
import {
  chmodSync,
  chownSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testNeeding } from "../../test/support/needs.ts";
import { problemOnTheWayTo, problemWithPrivate } from "./safe-path.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "actas-safe-")));
afterAll(() => rmSync(folder, { recursive: true }));
const OTHER = 65_533;

/** Creates a directory with exactly these permissions, and one named `in` in it. */
function directory(name: string, mode: number, uid?: number): string {
  const path = join(folder, name);
  mkdirSync(join(path, "in"), { recursive: true, mode: 0o700 });
  chmodSync(path, mode);
  if (uid !== undefined) chownSync(path, uid, uid);
  return path;
}

test.each([
  ["closed", 0o700, undefined],
  ["read-by-all", 0o755, undefined],
  ["sticky", 0o1777, undefined],
  ["written-by-all", 0o777, "every user may write to"],
  ["written-but-not-read", 0o702, "every user may write to"],
  ["written-by-the-group", 0o770, "its group may write to"],
])("below a directory that is %s", (name, mode, reason) => {
  const path = directory(name, mode);
  expect(problemOnTheWayTo(join(path, "in"))?.reason).toBe(reason && `${reason} ${path}`);
});

test("a group is trusted only on request, and other users never", () => {
  expect(problemOnTheWayTo(join(directory("group", 0o775), "in"), "trusted")).toBeUndefined();
  expect(problemOnTheWayTo(join(directory("all", 0o777), "in"), "trusted")?.at).toBe(join(folder, "all"));
});

test("a missing directory is told apart, and named", () => {
  const path = directory("short", 0o700);
  expect(problemOnTheWayTo(join(path, "a/b"))).toMatchObject({ at: join(path, "a"), missing: true });
  expect(problemOnTheWayTo(join(directory("open", 0o777), "a"))).toMatchObject({ missing: false });
});

test("our own symbolic links are followed, relative, absolute and upward, and their targets are checked", () => {
  const [fine, open] = [directory("fine", 0o700), directory("open-too", 0o777)];
  symlinkSync("fine/in", join(folder, "relative"));
  symlinkSync(join(fine, "in"), join(folder, "absolute"));
  symlinkSync("fine/../fine/./in/..", join(folder, "winding"));
  for (const name of ["relative", "absolute", "winding"]) expect(problemOnTheWayTo(join(folder, name))).toBeUndefined();
  symlinkSync("open-too/in", join(folder, "astray"));
  expect(problemOnTheWayTo(join(folder, "astray"))?.at).toBe(open);
  // After a link, ".." is the parent of the link's target.
  symlinkSync(join(open, "in"), join(fine, "elsewhere"));
  expect(problemOnTheWayTo(`${fine}/elsewhere/../../fine`)?.at).toBe(open);
});

test("a cycle of symbolic links and a file on the way have reasons of their own", () => {
  symlinkSync("circle", join(folder, "circle"));
  writeFileSync(join(folder, "file"), "");
  expect(problemOnTheWayTo(join(folder, "circle/x"))?.reason).toStartWith("too many symbolic links lead on from ");
  expect(problemOnTheWayTo(join(folder, "file/x"))?.reason).toBe(`${folder}/file is not a directory`);
});

testNeeding("root")("a directory or a symbolic link of another user is refused wherever it is", () => {
  const theirs = directory("theirs", 0o755, OTHER);
  const reason = `${theirs} belongs to another user (uid ${OTHER})`;
  expect(problemOnTheWayTo(join(theirs, "in"))?.reason).toBe(reason);
  expect(problemOnTheWayTo(theirs)?.reason).toBe(reason);
  const sticky = directory("shared", 0o1777);
  symlinkSync("../closed", join(sticky, "link"));
  expect(problemOnTheWayTo(join(sticky, "link"))).toBeUndefined();
  lchownSync(join(sticky, "link"), OTHER, OTHER);
  expect(problemOnTheWayTo(join(sticky, "link/in"))?.reason).toBe(
    `${sticky}/link is a symbolic link of another user (uid ${OTHER})`,
  );
  // The owner of a sticky directory may remove other users' files from it.
  const owned = directory("sticky-theirs", 0o1777, OTHER);
  expect(problemOnTheWayTo(join(owned, "in"))?.at).toBe(owned);
});

test("a private directory exists, is this user's, and is closed to others", () => {
  expect(problemWithPrivate(directory("private", 0o700))).toBeUndefined();
  symlinkSync("private", join(folder, "to-private"));
  expect(problemWithPrivate(join(folder, "to-private"))).toBeUndefined();
  for (const mode of [0o710, 0o701, 0o755, 0o1777]) {
    const path = directory(`private-${mode}`, mode);
    expect(problemWithPrivate(path)).toBe(`${path} is open to other users`);
  }
  expect(problemWithPrivate(join(folder, "nothing"))).toBe(`${folder}/nothing: no such file or directory`);
  writeFileSync(join(folder, "a-file"), "", { mode: 0o600 });
  expect(problemWithPrivate(join(folder, "a-file"))).toBe(`${folder}/a-file: not a directory`);
});
