import { afterEach, beforeEach, expect, jest, test } from "bun:test";
import type { Credentials } from "../../base/credentials.ts";
import { ActasError } from "../../base/errors.ts";
import { Secret } from "../../base/secret.ts";
import { TargetRefused } from "../../settings/target-refused.ts";
import type { Grant } from "./grant-record.ts";
import { RenewedFiles } from "./renewed-files.ts";

const GRANT = { id: "g", target: "staging", delivery: "file" } as Grant;
const LIFETIME_MS = 100_000;
const DUE_MS = 75_000;

beforeEach(() => {
  jest.useFakeTimers({ now: 0 });
});
afterEach(() => {
  jest.useRealTimers();
});

/** A supply that gives others every 75 seconds, unless it fails, and what became of the file. */
function world() {
  const state = {
    made: 0,
    due: 0 as number | undefined,
    fails: undefined as Error | undefined,
    asked: 0,
    /** Whether it still has what it gave last: an agent that was killed has left nothing but the file. */
    remembers: true,
    live: true,
    written: [] as (string | undefined)[],
    told: [] as string[],
  };
  const made = (): Credentials => {
    state.made++;
    state.due = Date.now() + DUE_MS;
    const expiration = new Date(Date.now() + LIFETIME_MS);
    return {
      accessKeyId: `ASIA${state.made}`,
      secretAccessKey: new Secret("x"),
      sessionToken: new Secret("t"),
      expiration,
    };
  };
  let given = made();
  const files = new RenewedFiles({
    supply: {
      dueAt: () => state.due,
      credentials: async () => {
        state.asked++;
        const isGood = (given.expiration?.getTime() ?? 0) > Date.now();
        if (state.fails instanceof TargetRefused || (state.fails && !(isGood && state.remembers))) throw state.fails;
        if (!state.fails) given = made();
        return given;
      },
    },
    grants: {
      has: () => state.live,
      list: () => (state.live ? [GRANT, { ...GRANT, id: "other", delivery: undefined } as never] : []),
    },
    files: {
      write: (_, credentials) => {
        state.written.push(credentials?.accessKeyId);
        return "/file";
      },
      endOf: () => given.expiration?.getTime(),
    },
    tell: (_, error) => void state.told.push(error.code),
    now: Date.now,
  });
  return { state, files, first: given };
}

/** Lets time pass in small steps, so that what timers begin can go on. */
async function pass(seconds: number): Promise<void> {
  for (let step = 0; step < seconds * 2; step++) {
    jest.advanceTimersByTime(500);
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  }
}

test("a file is written at once, and again whenever the credentials are due to be replaced", async () => {
  const { state, files, first } = world();
  expect(files.begin(GRANT, first)).toBe("/file");
  await pass(74);
  expect(state.written).toEqual(["ASIA1"]);
  await pass(2);
  expect(state.written).toEqual(["ASIA1", "ASIA2"]);
  await pass(75);
  expect(state.written).toEqual(["ASIA1", "ASIA2", "ASIA3"]);
  expect(state.asked).toBe(2);
  expect(state.told).toEqual([]);
});

test("credentials that nobody can renew stay to their end, which is told once, and newer ones are written at once", async () => {
  const { state, files, first } = world();
  files.begin(GRANT, first);
  state.fails = new ActasError("mfa-required", "cannot renew");
  await pass(99);
  expect([state.written, state.told]).toEqual([["ASIA1"], []]);
  await pass(61);
  expect([state.written, state.told]).toEqual([["ASIA1"], ["mfa-required"]]);
  await pass(300);
  expect([state.written, state.told]).toEqual([["ASIA1"], ["mfa-required"]]);
  expect(state.asked).toBeLessThan(30);
  state.fails = undefined;
  files.hurry();
  await pass(0.5);
  expect(state.written).toEqual(["ASIA1", "ASIA2"]);
});

test("without help from a command, newer ones are written half a minute after they can be had", async () => {
  const { state, files, first } = world();
  files.begin(GRANT, first);
  state.fails = new ActasError("unreachable", "cannot reach AWS");
  await pass(200);
  state.fails = undefined;
  await pass(31);
  expect(state.written).toEqual(["ASIA1", "ASIA2"]);
});

test("a command that asks for anything has no file looked at that is fresh", async () => {
  const { state, files, first } = world();
  files.begin(GRANT, first);
  files.hurry();
  await pass(1);
  expect(state.asked).toBe(0);
});

test("what is refused by now is taken out of the file, and comes back when it is refused no more", async () => {
  const { state, files, first } = world();
  files.begin(GRANT, first);
  state.fails = new TargetRefused("access-denied", "it is refused");
  await pass(80);
  expect(state.written).toEqual(["ASIA1", undefined]);
  expect(state.told).toEqual(["access-denied"]);
  state.fails = undefined;
  await pass(31);
  expect(state.written).toEqual(["ASIA1", undefined, "ASIA2"]);
});

test("nothing is written for a program that has ended, nor asked for", async () => {
  const { state, files, first } = world();
  files.begin(GRANT, first);
  state.live = false;
  await pass(200);
  files.hurry();
  expect([state.written, state.asked]).toEqual([["ASIA1"], 0]);
});

test("a long-term key is written nowhere", () => {
  const { state, files } = world();
  expect(() => files.begin(GRANT, { accessKeyId: "AKIA", secretAccessKey: new Secret("x") })).toThrow(
    'cannot write the credentials of "staging" into a file: they are a long-term key',
  );
  expect(state.written).toEqual([]);
});

test("credentials without an end are written once", async () => {
  const { state, files } = world();
  state.due = undefined;
  files.begin(GRANT, { accessKeyId: "ASIA", secretAccessKey: new Secret("x"), sessionToken: new Secret("t") });
  await pass(200);
  expect([state.written, state.asked]).toEqual([["ASIA"], 0]);
});

test("an agent takes up the files of the one before, and tells of no trouble while they are good", async () => {
  const { state, files } = world();
  state.fails = new ActasError("sign-in-required", "cannot renew");
  state.remembers = false;
  files.resume();
  await pass(99);
  expect([state.written, state.told]).toEqual([[], []]);
  await pass(31);
  expect(state.told).toEqual(["sign-in-required"]);
  state.fails = undefined;
  await pass(31);
  expect(state.written).toEqual(["ASIA2"]);
});

test("a machine that has slept looks at the clock within a minute", async () => {
  const { state, files, first } = world();
  files.begin(GRANT, first);
  jest.setSystemTime(10_000_000);
  await pass(61);
  expect(state.written).toEqual(["ASIA1", "ASIA2"]);
});
