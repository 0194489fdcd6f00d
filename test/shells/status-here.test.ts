import { expect } from "bun:test";
import { published } from "../json/schemas.ts";
import { worldTest } from "../support/world-test.ts";

/** What `actas status --here` says in a script of a shell, after these lines. */
worldTest("`status --here` says what a shell acts as, also by its status", async (world) => {
  const here = async (lines: string, env: Readonly<Record<string, string>> = {}): Promise<object> => {
    const script = `eval "$(actas shell init sh)"\n${lines}\nactas status --here --json; echo " $?"; actas status --here`;
    const { stdout } = await world.runProgram(["sh", "-c", script], { env });
    const [, json = "", status, text] = /^([\s\S]*\}) ?\n? (\d)\n([\s\S]*)$/.exec(stdout) ?? [];
    const value = JSON.parse(json);
    expect(published("status").safeParse(value).error?.message).toBeUndefined();
    return { ...value.here, status: Number(status), text: text?.trim().split("\n").at(-1) };
  };
  const in5Minutes = new Date(Date.now() + 300_000).toISOString();
  const acting = { state: "acting", target: "ben", mode: "container", status: 0 };
  expect(await here("actas-as readonly; actas-as ben")).toMatchObject({
    ...acting,
    text: "here     acts as ben, renewed by itself",
  });
  expect(await here("actas-as readonly")).toMatchObject({
    ...acting,
    target: "readonly",
    expiration: expect.stringMatching(/Z$/),
  });
  expect(await here("actas-as --mode env readonly")).toMatchObject({
    ...{ ...acting, target: "readonly", mode: "env" },
    text: expect.stringMatching(/^here {5}keys of readonly, which end [-\d ]*\d\d:\d\d, in /),
  });
  expect(await here("")).toEqual({ state: "nothing", status: 1, text: "here     acts as no target" });
  expect(await here("actas-as ben; actas-as -")).toMatchObject({ state: "nothing", status: 1 });
  expect(await here("", { AWS_PROFILE: "staging" })).toMatchObject({ state: "nothing", status: 1 });
  expect(await here("actas-as ben; actas agent stop --yes >/dev/null")).toMatchObject({
    ...{ state: "ended", target: "ben", status: 3 },
    text: "here     acted as ben: its grant has ended",
  });
  const keys = { AWS_ACCESS_KEY_ID: "A", AWS_SECRET_ACCESS_KEY: "s", ACTAS_TARGET: "ben" };
  expect(await here("", { ...keys, ACTAS_EXPIRATION: in5Minutes })).toMatchObject({ state: "acting", status: 0 });
  expect(await here("", { ...keys, ACTAS_EXPIRATION: "2020-01-01T00:00:00Z" })).toMatchObject({
    ...{ state: "ended", status: 3 },
    text: expect.stringMatching(/^here {5}keys of ben, which ended /),
  });
  // A program of `exec` says the same.
  const child = await world.run(["exec", "ben", "--", "actas", "status", "--here"]);
  expect(child).toMatchObject({ status: 0, stdout: expect.stringContaining("acts as ben, renewed by itself\n") });
  const both = await world.run(["status", "--here", "staging"]);
  expect(both).toMatchObject({ status: 2, stderr: expect.stringContaining("cannot use `--here` with a target") });
});
