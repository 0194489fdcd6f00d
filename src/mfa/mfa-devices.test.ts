import { expect, test } from "bun:test";
import { conversationWith } from "../../test/support/conversation-with.ts";
import { ActasError } from "../base/errors.ts";
import { WrongMfaCode } from "../base/wrong-mfa-code.ts";
import { CannotAsk } from "../conversation/conversation.ts";
import { Impatient } from "../conversation/impatient.ts";
import type { Question } from "../conversation/question.ts";
import { MfaDevices } from "./mfa-devices.ts";
import type { MfaInput } from "./mfa-input.ts";
import { MFA_INPUTS } from "./mfa-inputs.ts";

const QUESTION = { kind: "mfa-code", serialNumber: "arn:aws:iam::111122223333:mfa/ana", target: "staging" } as const;

/** A person who types these codes one after another, and a record of the questions. */
function typing(...codes: string[]) {
  const questions: Question<"mfa-code">[] = [];
  const input = async (question: Question<"mfa-code">): Promise<string> => {
    questions.push(question);
    return codes.shift() ?? Promise.reject(new CannotAsk("no more codes"));
  };
  return { conversation: conversationWith({ "mfa-code": input }), questions };
}

test("a code is passed on as typed, without surrounding spaces", async () => {
  const devices = new MfaDevices();
  expect(await devices.withCode(QUESTION, typing(" 123456 ").conversation, async (code) => code)).toBe("123456");
});

test.each(["12345", "1234567", "abcdef", ""])("a text other than six digits is never sent: %p", async (typed) => {
  const devices = new MfaDevices();
  const person = typing(typed, "123456");
  expect(await devices.withCode(QUESTION, person.conversation, async (code) => code)).toBe("123456");
  expect(person.questions[1]?.again).toBe("not-six-digits");
});

test("after a wrong code the question comes again, and the same code is not sent twice", async () => {
  const devices = new MfaDevices();
  const person = typing("111111", "111111", "222222");
  const sent: string[] = [];
  const answer = await devices.withCode(QUESTION, person.conversation, async (code) => {
    sent.push(code);
    if (code === "111111") throw new WrongMfaCode();
    return "credentials";
  });
  expect(answer).toBe("credentials");
  expect(sent).toEqual(["111111", "222222"]);
  expect(person.questions.map(({ again }) => again)).toEqual([undefined, "wrong-code", "code-already-used"]);
});

test("three wrong codes end it", async () => {
  const devices = new MfaDevices();
  const person = typing("111111", "222222", "333333", "444444");
  const wrong = devices.withCode(QUESTION, person.conversation, () => Promise.reject(new WrongMfaCode()));
  expect(wrong).rejects.toMatchObject({ code: "access-denied" });
  await wrong.catch(() => {});
  expect(person.questions).toHaveLength(3);
});

test("a code may be repeated once AWS would accept it again", async () => {
  let now = 0;
  const devices = new MfaDevices(() => now);
  const use = async (code: string): Promise<string> => code;
  await devices.withCode(QUESTION, typing("123456").conversation, use);
  now = 120_001;
  expect(await devices.withCode(QUESTION, typing("123456").conversation, use)).toBe("123456");
});

test("one device is asked for one code at a time, until AWS has answered", async () => {
  const devices = new MfaDevices();
  const log: string[] = [];
  const slow = Promise.withResolvers<void>();
  const first = devices.withCode(QUESTION, typing("111111").conversation, async () => {
    log.push("first sent");
    await slow.promise;
    log.push("first answered");
  });
  const second = devices.withCode(QUESTION, typing("222222").conversation, async () => log.push("second sent"));
  await Bun.sleep(1);
  slow.resolve();
  await Promise.all([first, second]);
  expect(log).toEqual(["first sent", "first answered", "second sent"]);
});

test("a code given on the command line is sent once, and never asked for again", async () => {
  const devices = new MfaDevices();
  expect(await devices.withGivenCode(QUESTION.serialNumber, "123456", async (code) => code)).toBe("123456");
  const again = devices.withGivenCode(QUESTION.serialNumber, "123456", async (code) => code);
  expect(again).rejects.toMatchObject({ code: "access-denied", message: expect.stringContaining("sent before") });
  const wrong = devices.withGivenCode(QUESTION.serialNumber, "654321", () => Promise.reject(new WrongMfaCode()));
  expect(wrong).rejects.toBeInstanceOf(ActasError);
});

test("used codes cross a hand-over", async () => {
  const before = new MfaDevices();
  await before.withGivenCode(QUESTION.serialNumber, "123456", async () => {});
  const after = new MfaDevices();
  after.restore(JSON.parse(JSON.stringify(before.used())));
  expect(after.withGivenCode(QUESTION.serialNumber, "123456", async () => {})).rejects.toBeInstanceOf(ActasError);
});

test("clients that wait for a person are told so before the device's turn has come", async () => {
  const devices = new MfaDevices();
  const waiting: unknown[] = [];
  const silent = conversationWith({}, { waiting: (topic, asked) => void waiting.push([topic.kind, asked]) });
  const slow = Promise.withResolvers<void>();
  const first = devices.withCode(QUESTION, typing("111111").conversation, () => slow.promise);
  const second = devices.withCode(QUESTION, silent, async () => {}).catch(() => {});
  expect(waiting).toEqual([["mfa-code", "here"]]);
  slow.resolve();
  await Promise.all([first, second]);
});

test("a code that needs no person is used where no person may be asked, and no client is told to wait", async () => {
  const stored: MfaInput = { name: "process", needs: "nobody", code: async () => "123456" };
  const devices = new MfaDevices(Date.now, [...MFA_INPUTS, stored]);
  const impatient = new Impatient("anybody", "nobody is here");
  expect(await devices.withCode(QUESTION, impatient, async (code) => code)).toBe("123456");
  expect(await Promise.race([impatient.refused.catch(() => "refused"), Bun.sleep(1)])).toBeUndefined();
});

test("the credentials that codes have brought are not kept", async () => {
  const devices = new MfaDevices();
  const bring = async (_: unknown, device: number) => {
    const question = { ...QUESTION, serialNumber: `${QUESTION.serialNumber}${device}` };
    return new WeakRef(await devices.withCode(question, typing("123456").conversation, async () => ({})));
  };
  const brought = await Promise.all(Array.from({ length: 100 }, bring));
  await Bun.sleep(0);
  Bun.gc(true);
  // What still lies on the stack is not collected, so a few may remain.
  expect(brought.filter((credentials) => credentials.deref()).length).toBeLessThan(50);
  expect(devices.used()).toHaveLength(100);
});
