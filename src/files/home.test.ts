import { afterEach, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { testNeeding } from "../../test/support/needs.ts";
import { homeInUserDatabase } from "../system/user-database.ts";
import { home, homeAsSet } from "./home.ts";

const before = process.env.HOME;
afterEach(() => {
  process.env.HOME = before;
});

/** The home directory of a user with this uid, in a process that has another HOME. */
function asUser(uid: number): string {
  const script = `import { home } from "${import.meta.dir}/home.ts";
    try { console.log(home({}, "read it")); } catch (error) { console.log(error.message); }`;
  const words = ["setpriv", `--reuid=${uid}`, `--regid=${uid}`, "--clear-groups", "--", process.execPath, "-e", script];
  return Bun.spawnSync(words, { env: { HOME: "/home/agent" }, cwd: "/" })
    .stdout.toString()
    .trim();
}

test("HOME is taken as it is set", () => {
  expect(home({ HOME: "/home/ana" }, "read it")).toBe("/home/ana");
  expect(homeAsSet({ HOME: "/home/ana" }, "read it")).toBe("/home/ana");
});

test.each([{}, { HOME: "" }])(
  "without it (%p) the user database says where it is, not HOME of this process",
  (environment) => {
    process.env.HOME = "/home/agent";
    expect(home(environment, "read it")).toBe(homeInUserDatabase()!);
    expect(home(environment, "read it")).not.toBe("/home/agent");
    expect(homeAsSet(environment, "read it")).toBeUndefined();
  },
);

test.each([home, homeAsSet])("a relative one is refused: %p", (find) => {
  expect(() => find({ HOME: "." }, "read it")).toThrow("cannot read it: HOME is not an absolute path");
});

test.each([home, homeAsSet])("one with bytes that are not UTF-8 is refused: another would be used: %p", (find) => {
  expect(() => find({ HOME: "/home/caf\ufffd" }, "read it")).toThrow("cannot read it: the path in HOME is not UTF-8");
});

testNeeding("root", "setpriv")("the user database is asked about the user who runs this", () => {
  const [, homeOfNobody] = /^nobody:[^:]*:65534:[^:]*:[^:]*:([^:]*):/m.exec(readFileSync("/etc/passwd", "utf8")) ?? [];
  expect(asUser(65_534)).toBe(homeOfNobody!);
  expect(asUser(61_233)).toBe("cannot read it: HOME is not set, and the user database has no home directory of yours");
});
