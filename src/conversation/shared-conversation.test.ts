import { expect, test } from "bun:test";
import { conversationWith } from "../../test/support/conversation-with.ts";
import { CannotAsk, type Conversation } from "./conversation.ts";
import { Impatient } from "./impatient.ts";
import { SharedConversation } from "./shared-conversation.ts";

const QUESTION = { kind: "mfa-code", serialNumber: "arn:aws:iam::111122223333:mfa/ana", target: "staging" } as const;

test("when the question is withdrawn, no other client is asked", async () => {
  const stop = new AbortController();
  const asked: string[] = [];
  const member = (name: string): Conversation =>
    conversationWith({
      "mfa-code": () => {
        asked.push(name);
        stop.abort();
        return Promise.reject(new CannotAsk("the question is no longer open"));
      },
    });
  const shared = new SharedConversation();
  shared.join(member("first"));
  shared.join(member("second"));
  await expect(shared.ask(QUESTION, stop.signal)).rejects.toThrow("the question is no longer open");
  expect(asked).toEqual(["first"]);
});

test("who may not wait for a person is not asked, and the next one hears that it is asked here", async () => {
  const heard: unknown[] = [];
  const shared = new SharedConversation();
  const impatient = new Impatient("anybody", "nobody is here");
  shared.join(impatient);
  shared.join(
    conversationWith({ "mfa-code": async () => "123456" }, { waiting: (_, asked) => void heard.push(asked) }),
  );
  expect(await shared.ask(QUESTION, new AbortController().signal)).toBe("123456");
  expect(heard).toEqual(["here"]);
  await expect(impatient.refused).rejects.toMatchObject({ code: "mfa-required" });
});

test("where all refuse, no client is told to wait, since there may be another way", async () => {
  const shared = new SharedConversation();
  const impatient = new Impatient("anybody", "nobody is here");
  shared.join(impatient);
  await expect(shared.ask(QUESTION, new AbortController().signal)).rejects.toThrow(new CannotAsk("nobody is here"));
  expect(await Promise.race([impatient.refused.catch(() => "refused"), Bun.sleep(1)])).toBeUndefined();
});

test("a notice goes to all members, and no client is a member twice", () => {
  const heard: string[] = [];
  const member = conversationWith({}, { tell: (notice) => void heard.push(notice) });
  const shared = new SharedConversation();
  shared.join(member);
  shared.join(member);
  shared.tell("the clock is wrong");
  expect(heard).toEqual(["the clock is wrong"]);
});

test("only who is not asked hears that another command is, also in one within another", () => {
  const heard: unknown[] = [];
  const member = (name: string): Conversation =>
    conversationWith({}, { waiting: (_, asked) => void heard.push([name, asked]) });
  const [inner, shared, another] = [new SharedConversation(), new SharedConversation(), new SharedConversation()];
  inner.join(member("asked"));
  inner.join(member("beside"));
  another.join(member("first of others"));
  shared.join(inner);
  shared.join(another);
  shared.waiting({ kind: "sign-in", source: "corp" }, "here");
  inner.join(member("late"));
  expect(heard).toEqual([
    ["asked", "here"],
    ["beside", "elsewhere"],
    ["first of others", "elsewhere"],
    ["late", "elsewhere"],
  ]);
});

test("who joins one within another after the answer has nothing to wait for", async () => {
  const told: unknown[] = [];
  const member = (): Conversation =>
    conversationWith({ "mfa-code": async () => "123456" }, { waiting: (topic) => void told.push(topic) });
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
