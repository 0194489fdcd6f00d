import { expect, test } from "bun:test";
import { CannotAsk, type Conversation } from "./conversation.ts";
import { SharedConversation } from "./shared-conversation.ts";

const QUESTION = { serialNumber: "arn:aws:iam::111122223333:mfa/ana", target: "staging" };

test("when the question is taken back, nobody else is asked", async () => {
  const stop = new AbortController();
  const asked: string[] = [];
  const member = (name: string): Conversation => ({
    ask: () => {
      asked.push(name);
      stop.abort();
      return Promise.reject(new CannotAsk("the question is no longer open"));
    },
    openPage: () => Promise.reject(new CannotAsk("no browser here")),
    waiting() {},
    tell() {},
  });
  const shared = new SharedConversation();
  shared.join(member("first"));
  shared.join(member("second"));
  await expect(shared.ask(QUESTION, stop.signal)).rejects.toThrow("the question is no longer open");
  expect(asked).toEqual(["first"]);
});

test("what is told is told to all, and nobody is a member twice", () => {
  const heard: string[] = [];
  const member: Conversation = {
    ask: () => Promise.resolve(""),
    openPage: () => Promise.resolve(),
    waiting() {},
    tell: (notice) => heard.push(notice),
  };
  const shared = new SharedConversation();
  shared.join(member);
  shared.join(member);
  shared.tell("the clock is wrong");
  expect(heard).toEqual(["the clock is wrong"]);
});

test("only who is not asked hears that another command is, also in one within another", () => {
  const heard: unknown[] = [];
  const member = (name: string): Conversation => ({
    ask: () => Promise.resolve(""),
    openPage: () => Promise.resolve(),
    waiting: ({ elsewhere }) => void heard.push([name, elsewhere]),
    tell() {},
  });
  const [inner, shared, another] = [new SharedConversation(), new SharedConversation(), new SharedConversation()];
  inner.join(member("asked"));
  inner.join(member("beside"));
  another.join(member("first of others"));
  shared.join(inner);
  shared.join(another);
  shared.waiting({ kind: "sign-in", source: "corp" });
  inner.join(member("late"));
  expect(heard).toEqual([
    ["asked", undefined],
    ["beside", true],
    ["first of others", true],
    ["late", true],
  ]);
});

test("who joins one within another after the answer has nothing to wait for", async () => {
  const told: unknown[] = [];
  const member = (): Conversation => ({
    ask: () => Promise.resolve("123456"),
    openPage: () => Promise.resolve(),
    waiting: (pending) => void told.push(pending),
    tell() {},
  });
  const [asked, other, inner] = [new SharedConversation(), new SharedConversation(), new SharedConversation()];
  asked.join(member());
  other.join(member());
  inner.join(asked);
  inner.join(other);
  await inner.ask(QUESTION, new AbortController().signal);
  told.length = 0;
  asked.join(member());
  other.join(member());
  expect(told).toEqual([]);
});
