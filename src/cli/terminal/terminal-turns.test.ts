import { expect, test } from "bun:test";
import { Interrupted } from "../../system/terminal/interrupted.ts";
import { TerminalTurns } from "./terminal-turns.ts";

const open = new AbortController().signal;

/** A question that is answered when `answer` says so, and a record of how often it was shown. */
function question() {
  const answered = Promise.withResolvers<string>();
  const shown: AbortSignal[] = [];
  const ask = (signal: AbortSignal): Promise<string> => {
    shown.push(signal);
    const withdrawn = Promise.withResolvers<never>();
    signal.addEventListener("abort", () => withdrawn.reject(signal.reason), { once: true });
    return Promise.race([answered.promise, withdrawn.promise]);
  };
  return { ask, shown, answer: answered.resolve };
}

test("a later question puts the open one aside, which is shown again after the answer", async () => {
  const turns = new TerminalTurns();
  const [first, second] = [question(), question()];
  const firstAnswer = turns.ask(open, first.ask);
  await Bun.sleep(1);
  const secondAnswer = turns.ask(open, second.ask);
  await Bun.sleep(1);
  expect([first.shown.length, second.shown.length]).toEqual([1, 1]);
  expect(first.shown[0]?.aborted).toBe(true);
  second.answer("password");
  expect(await secondAnswer).toBe("password");
  await Bun.sleep(1);
  expect(first.shown).toHaveLength(2);
  first.answer("123456");
  expect(await firstAnswer).toBe("123456");
});

test("a question that is withdrawn while it is put aside is not shown again", async () => {
  const turns = new TerminalTurns();
  const [first, second] = [question(), question()];
  const withdraw = new AbortController();
  const firstAnswer = turns.ask(withdraw.signal, first.ask);
  await Bun.sleep(1);
  const secondAnswer = turns.ask(open, second.ask);
  await Bun.sleep(1);
  withdraw.abort(new Error("answered elsewhere"));
  second.answer("password");
  await secondAnswer;
  await expect(firstAnswer).rejects.toThrow("answered elsewhere");
  expect(first.shown).toHaveLength(1);
});

test("who presses ^C while a question is put aside is not asked again", async () => {
  const turns = new TerminalTurns();
  const pressed = (signal: AbortSignal): Promise<string> =>
    new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Interrupted("SIGINT"))));
  const second = question();
  const firstAnswer = turns.ask(open, pressed);
  await Bun.sleep(1);
  const secondAnswer = turns.ask(open, second.ask);
  await expect(firstAnswer).rejects.toBeInstanceOf(Interrupted);
  second.answer("password");
  expect(await secondAnswer).toBe("password");
});

test("of two questions that come at once the later one is shown first", async () => {
  const turns = new TerminalTurns();
  const [first, second] = [question(), question()];
  const answers = [turns.ask(open, first.ask), turns.ask(open, second.ask)];
  await Bun.sleep(1);
  expect([first.shown.length, second.shown.length]).toEqual([0, 1]);
  second.answer("password");
  await Bun.sleep(1);
  first.answer("123456");
  expect(await Promise.all(answers)).toEqual(["123456", "password"]);
});
