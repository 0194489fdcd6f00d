import { afterAll, expect, test } from "bun:test";
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testNeeding } from "../../test/support/needs.ts";
import { ownPaths } from "./own-paths.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "actas-paths-")));
afterAll(() => rmSync(folder, { recursive: true }));
chmodSync(folder, 0o755);
const HOME = join(folder, "home");
mkdirSync(HOME);
const BELOW_HOME = `${HOME}/.local/state/actas/run-${readFileSync("/proc/sys/kernel/hostname", "utf8").trim()}`;

function directory(name: string, mode: number): string {
  const path = join(folder, name);
  mkdirSync(path);
  chmodSync(path, mode);
  return path;
}

test("a runtime directory that is this user's and closed to others is used", () => {
  const mine = directory("mine", 0o700);
  expect(ownPaths({ HOME, XDG_RUNTIME_DIR: mine })).toMatchObject({ runtime: `${mine}/actas` });
  expect(ownPaths({ HOME, XDG_RUNTIME_DIR: mine }).ignored).toBeUndefined();
});

test.each([
  ["open", 0o755],
  ["open to the group", 0o750],
  ["shared", 0o1777],
])("one that is %s is not used, and the reason is given", (name, mode) => {
  const path = directory(name, mode);
  expect(ownPaths({ HOME, XDG_RUNTIME_DIR: path }).ignored).toBe(`${path} is open to other users`);
});

test("one that is missing is not created", () => {
  const path = join(folder, "gone");
  expect(ownPaths({ HOME, XDG_RUNTIME_DIR: path }).ignored).toBe(`${path}: no such file or directory`);
  expect(existsSync(path)).toBe(false);
});

/** The uid of an ordinary user that no test machine has. */
const UID = 61_233;
function pathsOf(environment: Record<string, string>): { runtime: string; ignored?: string } {
  const script = `import { ownPaths } from "${import.meta.dir}/own-paths.ts"; console.log(JSON.stringify(ownPaths()))`;
  const words = ["setpriv", `--reuid=${UID}`, `--regid=${UID}`, "--clear-groups", "--", process.execPath, "-e", script];
  const { stdout, stderr } = Bun.spawnSync(words, { env: environment, cwd: "/" });
  if (stderr.length > 0) throw new Error(stderr.toString());
  return JSON.parse(stdout.toString());
}

testNeeding("root", "setpriv")(
  "without the variable, or with another user's, every process of a user finds /run/user/UID; without that, HOME",
  () => {
    chownSync(HOME, UID, UID);
    const theirs = directory("theirs", 0o700);
    const cases = [{ HOME }, { HOME, XDG_RUNTIME_DIR: "" }, { HOME, XDG_RUNTIME_DIR: theirs }];
    for (const environment of cases) expect(pathsOf(environment).runtime).toBe(BELOW_HOME);
    expect(pathsOf(cases[2]!).ignored).toBe(`${theirs} belongs to another user (uid 0)`);
    const usual = `/run/user/${UID}`;
    mkdirSync(usual, { recursive: true, mode: 0o755 });
    try {
      chmodSync(usual, 0o700);
      // Not that user's yet: a directory that another user put there is not used.
      expect(pathsOf({ HOME }).runtime).toBe(BELOW_HOME);
      chownSync(usual, UID, UID);
      for (const environment of cases) expect(pathsOf(environment).runtime).toBe(`${usual}/actas`);
      chmodSync(usual, 0o755);
      expect(pathsOf({ HOME }).runtime).toBe(BELOW_HOME);
    } finally {
      rmSync(usual, { recursive: true });
    }
  },
);

testNeeding("root", "setpriv")("a HOME of another user, or a named socket below his directory, is refused", () => {
  const theirs = directory("home-of-another", 0o755);
  chownSync(theirs, UID - 1, UID - 1);
  const inside = `${theirs}/run`;
  mkdirSync(inside);
  chownSync(inside, UID, UID);
  const reason = `as a private directory: ${theirs} belongs to another user (uid ${UID - 1})`;
  expect(() => pathsOf({ HOME: theirs })).toThrow(reason);
  expect(() => pathsOf({ HOME, ACTAS_AGENT_SOCK: `${inside}/agent.sock` })).toThrow(`cannot use ${inside} ${reason}`);
});
