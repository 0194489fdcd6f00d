import { expect, test } from "bun:test";
import { conversationWith } from "../../test/support/conversation-with.ts";
import { CannotAsk, type Conversation } from "./conversation.ts";
import { SingleFlight } from "./single-flight.ts";

const QUESTION = { kind: "mfa-code", serialNumber: "arn:aws:iam::111122223333:mfa/ana", target: "staging" } as const;
const never = new AbortController().signal;

type Member = Conversation & { asked: number; waited: number };

function member(answer: () => Promise<string>): Member {
  const ask = (): Promise<string> => {
    one.asked++;
    return answer();
  };
  const conversation = conversationWith({ "mfa-code": ask }, { waiting: () => void one.waited++ });
  const one: Member = { ...conversation, asked: 0, waited: 0 };
  return one;
}

const gone = (): Promise<string> => Promise.reject(new CannotAsk("gone"));

test("work is done once for all who come while it is under way", async () => {
  const flights = new SingleFlight();
  let times = 0;
  const work = async (): Promise<number> => ++times;
  const results = await Promise.all([1, 2, 3].map(() => flights.once("key", member(gone), work)));
  expect(results).toEqual([1, 1, 1]);
  expect(await flights.once("key", member(gone), work)).toBe(2);
});

test("different keys are different work", async () => {
  const flights = new SingleFlight();
  const results = await Promise.all(["a", "b"].map((key) => flights.once(key, member(gone), async () => key)));
  expect(results).toEqual(["a", "b"]);
});

test("a failure reaches all who wait, and the next one tries anew", async () => {
  const flights = new SingleFlight();
  const failing = flights.once("key", member(gone), () => Promise.reject(new Error("no")));
  const joined = flights.once("key", member(gone), async () => "other work");
  expect(failing).rejects.toThrow("no");
  expect(joined).rejects.toThrow("no");
  await joined.catch(() => {});
  expect(await flights.once("key", member(gone), async () => "again")).toBe("again");
});

test("one person is asked, the others hear that they wait", async () => {
  const flights = new SingleFlight();
  const [first, second] = [member(async () => "123456"), member(async () => "654321")];
  const ask = (shared: Conversation): Promise<string> => shared.ask(QUESTION, never);
  const answers = await Promise.all([flights.once("key", first, ask), flights.once("key", second, ask)]);
  expect(answers).toEqual(["123456", "123456"]);
  expect([first.asked, second.asked]).toEqual([1, 0]);
  expect(second.waited).toBe(1);
});

test("when the one who is asked goes away, the next is asked, also one who came later", async () => {
  const flights = new SingleFlight();
  const leave = Promise.withResolvers<string>();
  const first = member(() => leave.promise);
  const ask = (shared: Conversation): Promise<string> => shared.ask(QUESTION, never);
  const answer = flights.once("key", first, ask);
  const late = member(async () => "654321");
  const joined = flights.once("key", late, ask);
  leave.reject(new CannotAsk("killed"));
  expect(await Promise.all([answer, joined])).toEqual(["654321", "654321"]);
  expect(late.waited).toBe(1);
});

test("when no client is left to be asked, the last reason is given", async () => {
  const flights = new SingleFlight();
  const asked = flights.once("key", member(gone), (shared) => shared.ask(QUESTION, never));
  expect(asked).rejects.toThrow(new CannotAsk("gone"));
});

test("nested flights ask all clients behind them", async () => {
  const flights = new SingleFlight();
  const [silent, speaking] = [member(gone), member(async () => "123456")];
  const session = (shared: Conversation): Promise<string> =>
    flights.once("session", shared, (all) => all.ask(QUESTION, never));
  const answers = await Promise.all([flights.once("dev", silent, session), flights.once("admin", speaking, session)]);
  expect(answers).toEqual(["123456", "123456"]);
});

test("work that is ahead gives its result to all who wait for the same, and what they are asked is over", async () => {
  const flights = new SingleFlight();
  const stuck = Promise.withResolvers<string>();
  let waited: (() => boolean) | undefined;
  const waiting = flights.once("key", member(gone), (shared) => {
    waited = () => shared.waiters.wait();
    return stuck.promise;
  });
  expect(waited?.()).toBe(true);
  expect(await flights.ahead("key", "123456", member(gone), async () => "given")).toBe("given");
  expect(await waiting).toBe("given");
  expect(waited?.()).toBe(false);
});

test("the failure of work that is ahead is its own, and shared by those who have the same", async () => {
  const flights = new SingleFlight();
  const slow = Promise.withResolvers<string>();
  const waiting = flights.once("key", member(gone), () => slow.promise);
  let times = 0;
  const wrong = () => {
    times++;
    return Promise.reject(new Error("wrong code"));
  };
  const failing = [1, 2].map(() => flights.ahead("key", "123456", member(gone), wrong));
  for (const { status } of await Promise.allSettled(failing)) expect(status).toBe("rejected");
  expect(times).toBe(1);
  slow.resolve("typed");
  expect(await waiting).toBe("typed");
});

test("who comes while work is ahead shares its result, and begins alone when it fails", async () => {
  const flights = new SingleFlight();
  const [good, bad] = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
  const given = flights.ahead("key", "123456", member(gone), () => good.promise);
  const later = flights.once("key", member(gone), async () => "typed");
  good.resolve("given");
  expect(await Promise.all([given, later])).toEqual(["given", "given"]);

  const wrong = flights.ahead("key", "000000", member(gone), () => bad.promise);
  const after = flights.once("key", member(gone), async () => "typed");
  bad.reject(new Error("wrong code"));
  await expect(wrong).rejects.toThrow("wrong code");
  expect(await after).toBe("typed");
});
