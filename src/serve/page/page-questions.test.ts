import { expect, test } from "bun:test";
import { Cancelled, CannotAsk } from "../../conversation/conversation.ts";
import { PageQuestions } from "./page-questions.ts";

const CODE = { kind: "mfa-code", serialNumber: "arn:aws:iam::1:mfa/ana", target: "dev" } as const;
const SIGN_IN = { kind: "sign-in", source: "corp", url: "http://127.0.0.1:2/auth/x" } as const;
const never = () => new AbortController().signal;
const questions = () => new PageQuestions(() => "http://127.0.0.1:1/serve/back");

test("a code answers the question for one, and another question is shown then", async () => {
  const page = questions();
  const first = page.ask(CODE, never());
  const second = page.ask({ ...CODE, again: "wrong-code", triesLeft: 1 }, never());
  expect(page.shown).toEqual({ kind: "mfa-code", target: "dev", device: CODE.serialNumber });
  expect(page.answerCode("123456")).toBe(true);
  expect(await first).toBe("123456");
  expect(page.shown).toMatchObject({ again: "wrong-code", triesLeft: 1 });
  page.answerCode("654321");
  expect(await second).toBe("654321");
  expect([page.shown, page.answerCode("111111")]).toEqual([undefined, false]);
});

test("ARNs stay off a page whose user does not want them on a screen", () => {
  const page = questions();
  void page.ask({ ...CODE, hideArns: true }, never());
  expect(page.shown).toEqual({ kind: "mfa-code" });
});

test("a sign-in leads back to the page, except with a code, which is typed on a page of its own", () => {
  const page = questions();
  void page.ask(SIGN_IN, never(), true);
  expect(page.shown).toEqual({
    kind: "sign-in",
    source: "corp",
    url: `${SIGN_IN.url}?then=${encodeURIComponent("http://127.0.0.1:1/serve/back")}`,
    leads: true,
  });
  const device = questions();
  void device.ask({ ...SIGN_IN, url: "https://corp.example/device", userCode: "ABCD" }, never(), true);
  expect(device.shown).toEqual({
    kind: "sign-in",
    source: "corp",
    url: "https://corp.example/device",
    userCode: "ABCD",
  });
});

test("an address that is none of the web is not shown", async () => {
  expect(
    await questions()
      .ask({ ...SIGN_IN, url: "javascript:alert(1)" }, never())
      .catch((e) => e),
  ).toBeInstanceOf(CannotAsk);
});

test("a question that is taken back is gone, and one that is refused is a no of the user", async () => {
  const page = questions();
  const stop = new AbortController();
  const taken = page.ask(CODE, stop.signal).catch((error) => error);
  stop.abort();
  expect(await taken).toBeInstanceOf(CannotAsk);
  expect(await page.ask(SIGN_IN, AbortSignal.abort())).toBeUndefined();
  const refused = page.ask(CODE, never()).catch((error) => error);
  page.cancel();
  expect(await refused).toBeInstanceOf(Cancelled);
  expect(page.shown).toBeUndefined();
});

test("who waits for the next question hears of it, and not of one that is over", async () => {
  const page = questions();
  const next = page.next();
  void page.ask(CODE, never());
  expect((await next).kind).toBe("mfa-code");
});
