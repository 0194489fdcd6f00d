import { expect, test } from "bun:test";
import { conversationWith } from "../../test/support/conversation-with.ts";
import { Asker, type CodeWishes } from "./asker.ts";
import { CannotAsk } from "./conversation.ts";
import { Impatient } from "./impatient.ts";
import { personRequired } from "./person-required.ts";
import { SharedConversation } from "./shared-conversation.ts";

const SERIAL = "arn:aws:iam::111122223333:mfa/ana";
const QUESTION = { kind: "mfa-code", serialNumber: SERIAL, target: "staging" } as const;
const NEVER = new AbortController().signal;
const wishing = (wishes: Partial<CodeWishes> = {}): CodeWishes => ({
  ...{ target: "mine", patienceMs: async () => 60_000 },
  ...wishes,
});
/** A user who never answers, and whose questions are taken back. */
const silent = (asked: AbortSignal[] = []) =>
  conversationWith({
    "mfa-code": (_, signal) => {
      asked.push(signal);
      const { promise, reject } = Promise.withResolvers<string>();
      signal.addEventListener("abort", () => reject(new CannotAsk("taken back")));
      return promise;
    },
  });

test("each request that waits for the same code has its own time", async () => {
  const shared = new SharedConversation();
  using short = new Asker(silent(), wishing({ patienceMs: async () => 1 }));
  using long = new Asker(silent(), wishing());
  shared.join(long);
  shared.waiters.codeAwaited({ serialNumber: SERIAL, refused: [] });
  shared.join(short);
  await expect(short.left).rejects.toMatchObject({
    code: "mfa-required",
    message: `cannot get the MFA code of ${SERIAL}: no code within 0.001 seconds`,
  });
  expect([short.waiters.wait(), long.waiters.wait(), shared.waiters.wait()]).toEqual([false, true, true]);
});

test("when its time is up, a request says what AWS has refused meanwhile", async () => {
  using asker = new Asker(silent(), wishing({ patienceMs: async () => 1 }));
  asker.waiters.codeAwaited({ serialNumber: SERIAL, refused: ["`mfa_process`"] });
  await expect(asker.left).rejects.toMatchObject({
    code: "access-denied",
    message: expect.stringContaining("AWS did not accept the code of `mfa_process`, and there was no other code"),
  });
});

test("a code that came in time ends the wait", async () => {
  using asker = new Asker(silent(), wishing({ patienceMs: async () => 1 }));
  asker.waiters.codeAwaited({ serialNumber: SERIAL, refused: [] });
  asker.waiters.codeAwaited(undefined);
  expect(await Promise.race([asker.left.catch(() => "left"), Bun.sleep(5)])).toBeUndefined();
});

test("the question of a request that leaves is taken back, and the next one is asked, in its own words", async () => {
  const targets: string[] = [];
  const asked: AbortSignal[] = [];
  const shared = new SharedConversation();
  const first = new Asker(silent(asked), wishing());
  using second = new Asker(
    conversationWith({
      "mfa-code": async ({ target, hideArns }) => {
        targets.push(`${target} ${hideArns}`);
        return "123456";
      },
    }),
    wishing({ target: "other", hideArns: true }),
  );
  shared.join(first);
  shared.join(second);
  const answer = shared.ask(QUESTION, NEVER);
  await Bun.sleep(0);
  first[Symbol.dispose]();
  expect(await answer).toBe("123456");
  expect(asked.map(({ aborted }) => aborted)).toEqual([true]);
  expect(targets).toEqual(["other true"]);
});

test("the hint names what this request's user typed, also where another one came first", async () => {
  const impatient = new Impatient("anybody", "nobody is here");
  using asker = new Asker(impatient, wishing());
  asker.waiting(QUESTION, "elsewhere");
  const hints = [expect.stringContaining("`actas whoami mine`")];
  await expect(impatient.refused).rejects.toMatchObject({ hints });
  expect(asker.inOwnWords(personRequired(QUESTION, "nobody is here"))).toMatchObject({ hints });
});

test.each([
  [{}, ["usual", "usual"]],
  [{ mfaInputs: ["tty"] }, ["named", "refused"]],
  [{ mfaInputs: ["gui"] }, ["refused", "named"]],
  [{ mfaInputs: ["gui"], dialogs: "never" }, ["refused", "refused"]],
  [{ dialogs: "never" }, ["usual", "refused"]],
] as const)("a place for codes is left out by the options of a request: %p", async (wishes, [tty, gui]) => {
  using asker = new Asker(conversationWith({ "mfa-code": async () => "123456" }), wishing(wishes));
  expect([asker.waiters.wish("tty"), asker.waiters.wish("gui")]).toEqual([tty, gui]);
  const isRefused = (promise: Promise<unknown>) =>
    promise.then(
      () => false,
      (error: unknown) => error instanceof CannotAsk,
    );
  expect(await isRefused(asker.ask(QUESTION, NEVER))).toBe(tty === "refused");
  expect(await isRefused(asker.surroundings("gui"))).toBe(gui === "refused");
});

test("what one of several requests wishes is done, and only where it waits", async () => {
  const shared = new SharedConversation();
  using terminal = new Asker(conversationWith({}), wishing({ mfaInputs: ["tty"] }));
  const window = new Asker(conversationWith({}), wishing({ mfaInputs: ["gui"] }));
  shared.join(terminal);
  expect(shared.waiters.wish("gui")).toBe("refused");
  const heard: string[] = [];
  using _ = shared.waiters.onChange((change) => void heard.push(change));
  shared.join(window);
  expect(shared.waiters.wish("gui")).toBe("named");
  window[Symbol.dispose]();
  expect(shared.waiters.wish("gui")).toBe("refused");
  expect(heard).toEqual(["came", "went"]);
});
