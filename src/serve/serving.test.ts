import { afterEach, beforeEach, expect, jest, test } from "bun:test";
import type { Credentials } from "../base/credentials.ts";
import { ActasError } from "../base/errors.ts";
import { Secret } from "../base/secret.ts";
import type { FetchHow } from "./kept-fresh.ts";
import { Serving } from "./serving.ts";

const HOUR = 3_600;
const SIGN_IN = new ActasError("sign-in-required", 'cannot get credentials from "corp": you are needed', {
  hints: ["run `actas login corp`"],
});

beforeEach(() => {
  jest.useFakeTimers({ now: 0 });
});
afterEach(() => {
  jest.useRealTimers();
});

type Answer = Credentials | Error | Promise<Credentials>;

/** Something that serves, and what it asked for; credentials last as long as is said. */
function world({ life = HOUR, canAsk = false }: { life?: number; canAsk?: boolean } = {}) {
  const asked: (FetchHow & { target: string })[] = [];
  const state = { life, canAsk, answer: undefined as ((how: FetchHow, target: string) => Answer) | undefined };
  const made = (target: string): Credentials => ({
    ...{ accessKeyId: `${target}${asked.length}`, secretAccessKey: new Secret("x") },
    expiration: new Date(Date.now() + state.life * 1000),
  });
  const serving = new Serving({
    clock: { now: Date.now },
    canAsk: () => state.canAsk,
    obtain: async (target, how) => {
      asked.push({ target, ...how });
      const answer = state.answer?.(how, target) ?? made(target);
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  return { serving, state, asked, made };
}

/** Lets time pass in small steps, so that what timers begin can go on. */
async function pass(seconds: number): Promise<void> {
  for (let step = 0; step < seconds; step++) {
    jest.advanceTimersByTime(1000);
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  }
}

test("nothing is served before a target is chosen, and then at once", async () => {
  const { serving } = world();
  expect(serving.state()).toMatchObject({ target: undefined, expiration: undefined });
  await expect(Promise.resolve(serving.credentials())).rejects.toThrow("no target has been chosen yet");
  await serving.switchTo("dev");
  expect(serving.credentials()).toMatchObject({ accessKeyId: "dev1" });
  expect(serving.state()).toMatchObject({ target: "dev", expiration: new Date(HOUR * 1000) });
});

test.each([
  [HOUR, 2_520],
  [12 * HOUR, 30_240],
  [900, 270],
  [60, 18],
])("credentials of %p seconds are renewed after %p, without a request that waits", async (life, seconds) => {
  const { serving, asked } = world({ life });
  await serving.switchTo("dev");
  const before = asked.length;
  expect(serving.state().renewal).toEqual(new Date(seconds * 1000));
  await pass(seconds - 1);
  expect(asked).toHaveLength(before);
  await pass(1);
  expect(asked.slice(before)).toEqual([{ target: "dev", mayAsk: false, force: true }]);
  expect(serving.credentials()).toMatchObject({ accessKeyId: `dev${before + 1}` });
});

test("what is held with less than a quarter of an hour left is replaced before it is served, if that is possible", async () => {
  const { serving, state, asked, made } = world();
  state.answer = ({ force }, target) => (force ? made(target) : { ...made(target), expiration: new Date(500_000) });
  await serving.switchTo("dev");
  expect(asked.map(({ force }) => force)).toEqual([undefined, true]);
  expect(serving.state().expiration).toEqual(new Date(HOUR * 1000));
  const other = world();
  other.state.answer = ({ force }, target) =>
    force ? SIGN_IN : { ...other.made(target), expiration: new Date(500_000) };
  await other.serving.switchTo("dev");
  expect(other.serving.state().expiration).toEqual(new Date(500_000));
});

test("many requests at once are one fetch, and all get the same", async () => {
  const { serving, asked } = world();
  const many = await Promise.all(Array.from({ length: 1000 }, () => serving.credentialsOf("dev")));
  expect(asked).toHaveLength(1);
  expect(new Set(many.map(({ accessKeyId }) => accessKeyId))).toEqual(new Set(["dev1"]));
});

test("the target before is served until the next one's credentials are there, and stays if there are none", async () => {
  const { serving, state, made } = world();
  await serving.switchTo("dev");
  const slow = Promise.withResolvers<Credentials>();
  state.answer = () => slow.promise;
  const switched = serving.switchTo("prod");
  expect(serving.credentials()).toMatchObject({ accessKeyId: "dev1" });
  slow.resolve(made("prod"));
  await switched;
  expect(serving.credentials()).toMatchObject({ accessKeyId: "prod2" });
  state.answer = () => SIGN_IN;
  await expect(serving.switchTo("corp:X")).rejects.toThrow("you are needed");
  expect([serving.target, serving.state().problem]).toEqual(["prod", undefined]);
});

test("of two switches at once the later one counts, whichever is ready first", async () => {
  const { serving, state, made } = world();
  const slow = Promise.withResolvers<Credentials>();
  state.answer = (_how, target) => (target === "slow" ? slow.promise : made(target));
  const first = serving.switchTo("slow");
  await serving.switchTo("quick");
  slow.resolve(made("slow"));
  await expect(first).rejects.toThrow('cannot serve "slow": another target was chosen meanwhile');
  expect(serving.target).toBe("quick");
});

test("another target is served without a switch, and renewed only while it is asked for", async () => {
  const { serving, asked } = world({ life: 1000 });
  await serving.switchTo("dev");
  expect(await serving.credentialsOf("prod")).toMatchObject({ accessKeyId: "prod2" });
  expect(serving.target).toBe("dev");
  const ofProd = () => asked.filter(({ target }) => target === "prod").length;
  await pass(1000);
  expect(ofProd()).toBe(1);
  expect(await serving.credentialsOf("prod")).toMatchObject({ accessKeyId: expect.stringMatching(/^prod/) });
  serving.credentialsOf("prod");
  await pass(500);
  expect(ofProd()).toBe(3);
});

test("credentials that cannot be renewed serve to their end, and then the reason is given until they can", async () => {
  const { serving, state } = world({ life: 1000 });
  await serving.switchTo("dev");
  state.answer = () => SIGN_IN;
  await pass(500);
  expect([serving.state().problem, await serving.credentials()]).toMatchObject([undefined, { accessKeyId: "dev1" }]);
  await pass(400);
  expect(serving.state().problem).toMatchObject({ code: "sign-in-required", hints: ["run `actas login corp`"] });
  expect(await serving.credentials()).toMatchObject({ accessKeyId: "dev1" });
  await pass(101);
  expect(serving.state()).toMatchObject({ expiration: undefined, endless: false });
  await expect(Promise.resolve(serving.credentials())).rejects.toBe(SIGN_IN);
  state.answer = undefined;
  await pass(16);
  expect(serving.state().problem).toBeUndefined();
  expect(serving.credentials()).toMatchObject({ accessKeyId: expect.stringMatching(/^dev/) });
});

test("a person is asked when it is time, once however many programs ask, and not again at once", async () => {
  const { serving, state, asked } = world({ life: 1000, canAsk: true });
  await serving.switchTo("dev");
  const questions = () => asked.slice(1).filter(({ mayAsk }) => mayAsk).length;
  const answered = Promise.withResolvers<Credentials>();
  state.answer = ({ mayAsk }) => (mayAsk ? answered.promise : SIGN_IN);
  await pass(800);
  expect(questions()).toBe(0);
  await pass(300);
  const many = Array.from({ length: 100 }, () => Promise.resolve(serving.credentials()).catch((error) => error));
  expect(new Set(await Promise.all(many))).toEqual(new Set([SIGN_IN]));
  expect(questions()).toBe(1);
  answered.reject(SIGN_IN);
  await pass(30);
  expect(questions()).toBe(1);
  await pass(60);
  expect(questions()).toBe(2);
});

test("a refresh fetches whatever is held, and a failed one leaves it", async () => {
  const { serving, state, asked } = world();
  await serving.switchTo("dev");
  await serving.refresh();
  expect(asked.at(-1)).toEqual({ target: "dev", mayAsk: true, force: true });
  expect(serving.credentials()).toMatchObject({ accessKeyId: "dev2" });
  state.answer = () => SIGN_IN;
  await expect(serving.refresh()).rejects.toBe(SIGN_IN);
  expect(serving.credentials()).toMatchObject({ accessKeyId: "dev2" });
});

test("keys without an end are served as they are, and never renewed", async () => {
  const { serving, state, asked } = world();
  state.answer = () => ({ accessKeyId: "AKIA", secretAccessKey: new Secret("x") });
  await serving.switchTo("ana");
  await pass(7200);
  expect(serving.credentials()).toMatchObject({ accessKeyId: "AKIA" });
  expect(serving.state()).toMatchObject({ endless: true, renewal: undefined });
  expect(asked).toHaveLength(1);
});

test("those who watch are told of each change, with who fetched last, until they do not want to be", async () => {
  const { serving } = world();
  const seen: unknown[] = [];
  const end = serving.onChange(() => seen.push(serving.state().target));
  await serving.switchTo("dev");
  serving.fetched("dev", { pid: 7, program: "java" });
  expect(serving.state().lastFetch).toEqual({ at: new Date(0), pid: 7, program: "java" });
  const before = seen.length;
  end();
  const told: unknown[] = [];
  serving.onFetch((...fetch) => told.push(fetch));
  serving.fetched("dev", "later");
  expect([seen.length, seen.at(-1), told]).toEqual([before, "dev", [["dev", undefined]]]);
});

test("what is served before there are credentials says why there are none, and goes on by itself when it can", async () => {
  const { serving, state } = world();
  state.answer = () => SIGN_IN;
  serving.begin("corp:Dev");
  await pass(1);
  expect(serving.state()).toMatchObject({ target: "corp:Dev", problem: { code: "sign-in-required" } });
  await expect(Promise.resolve(serving.credentials())).rejects.toBe(SIGN_IN);
  state.answer = undefined;
  await pass(16);
  expect(serving.state()).toMatchObject({ problem: undefined, expiration: expect.any(Date) });
});
