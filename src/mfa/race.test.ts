import { expect, test } from "bun:test";
import { conversationWith } from "../../test/support/conversation-with.ts";
import { ActasError } from "../base/errors.ts";
import { CannotAsk } from "../conversation/conversation.ts";
import { Listeners } from "../conversation/listeners.ts";
import { ALWAYS, type WaitersChange } from "../conversation/waiters.ts";
import { type Runner, raceForCode } from "./race.ts";

const ONE = conversationWith({});

/** A runner whose codes are all accepted. */
function runner(code: Runner<string>["code"], others: Partial<Runner<string>> = {}): Runner<string> {
  const use = async (typed: string) => ({ accepted: typed });
  return { name: "one", mayRun: () => true, runsAnew: false, code, use, ...others };
}

/** An input that never answers, and records that it was stopped. */
function patient() {
  const state = { stopped: false };
  const input = runner(
    (signal) =>
      new Promise((_, reject) => {
        signal.addEventListener("abort", () => {
          state.stopped = true;
          reject(new CannotAsk("stopped"));
        });
      }),
  );
  return { input, state };
}

/** Commands that come and go. */
function commands() {
  const heard = new Listeners<WaitersChange>();
  const state = { wait: true };
  const waiters = {
    ...ALWAYS,
    wait: () => state.wait,
    onChange: (hear: (change: WaitersChange) => void) => heard.add(hear),
  };
  const change = (wait: boolean): void => {
    state.wait = wait;
    heard.tell(wait ? "came" : "went");
  };
  return { conversation: conversationWith({}, { waiters }), change };
}

const failing = (reason: string) => runner(() => Promise.reject(new CannotAsk(reason)));

test("the first code wins and the other inputs are stopped", async () => {
  const other = patient();
  expect(await raceForCode([other.input, runner(async () => "123456")], ONE)).toBe("123456");
  expect(other.state.stopped).toBe(true);
});

test("an input that fails leaves the race to the others", async () => {
  const broken = runner(() => Promise.reject(new Error("no key in the reader")));
  expect(await raceForCode([broken, runner(async () => "123456")], ONE)).toBe("123456");
});

test("when all fail their reasons are given, and that a code was refused comes first", async () => {
  await expect(raceForCode([failing("no key"), failing("no terminal")], ONE)).rejects.toThrow(
    "no key, and no terminal",
  );
  const refused = runner(async () => "123456", { use: async () => ({ out: new CannotAsk("it was refused") }) });
  await expect(raceForCode([failing("no key"), refused], ONE)).rejects.toThrow("it was refused, and no key");
});

test("a person's refusal ends the race for all inputs", async () => {
  const other = patient();
  const refusing = runner(() => Promise.reject(new ActasError("cancelled", "cancelled")));
  await expect(raceForCode([other.input, refusing], ONE)).rejects.toMatchObject({ code: "cancelled" });
  expect(other.state.stopped).toBe(true);
});

test("a code of no use does not disturb the other inputs", async () => {
  const typed = Promise.withResolvers<string>();
  const asked: AbortSignal[] = [];
  const person = runner((signal) => {
    asked.push(signal);
    return typed.promise;
  });
  const wrong = runner(async () => "000000", { use: async () => ({ out: new CannotAsk("refused") }) });
  const race = raceForCode([person, wrong], ONE);
  await Bun.sleep(1);
  expect(asked.map(({ aborted }) => aborted)).toEqual([false]);
  typed.resolve("123456");
  expect(await race).toBe("123456");
});

test("one code is sent at a time, and none after one that was accepted", async () => {
  const first = Promise.withResolvers<{ accepted: string }>();
  const sent: string[] = [];
  const use = (code: string) => {
    sent.push(code);
    return first.promise;
  };
  const race = raceForCode([runner(async () => "111111", { use }), runner(async () => "222222", { use })], ONE);
  await Bun.sleep(1);
  expect(sent).toEqual(["111111"]);
  first.resolve({ accepted: "111111" });
  expect(await race).toBe("111111");
  await Bun.sleep(1);
  expect(sent).toEqual(["111111"]);
});

test("when the last command is gone all inputs are stopped, and none is tried again", async () => {
  const { change, conversation } = commands();
  const other = patient();
  const race = raceForCode([other.input], conversation);
  change(false);
  await expect(race).rejects.toThrow("the command that was asked is gone");
  expect(other.state.stopped).toBe(true);
});

test("a code that is on its way when the last command goes is of use to the next one", async () => {
  const { change, conversation } = commands();
  const sent = Promise.withResolvers<{ accepted: string }>();
  const race = raceForCode([runner(async () => "123456", { use: () => sent.promise })], conversation);
  await Bun.sleep(1);
  change(false);
  sent.resolve({ accepted: "123456" });
  expect(await race).toBe("123456");

  const later = commands();
  const verdict = Promise.withResolvers<"again">();
  let asked = 0;
  const again = runner(
    async () => {
      asked++;
      return "000000";
    },
    { use: () => verdict.promise },
  );
  const lost = raceForCode([again], later.conversation);
  await Bun.sleep(1);
  later.change(false);
  verdict.resolve("again");
  await expect(lost).rejects.toThrow("the command that was asked is gone");
  expect(asked).toBe(1);
});

test("an input that had none to ask is tried anew when another command comes", async () => {
  const { change, conversation } = commands();
  const answers = [Promise.reject(new CannotAsk("no terminal")), Promise.resolve("123456")];
  const terminal = runner(() => answers.shift()!, { runsAnew: true });
  const race = raceForCode([terminal, patient().input], conversation);
  await Bun.sleep(1);
  change(true);
  expect(await race).toBe("123456");
});

test("an input that stands in for another begins when that one has given up", async () => {
  const terminal = Promise.withResolvers<string>();
  let opened = 0;
  const window = runner(
    async () => {
      opened++;
      return "123456";
    },
    { after: "terminal" },
  );
  const race = raceForCode([window, runner(() => terminal.promise, { name: "terminal" })], ONE);
  await Bun.sleep(1);
  expect(opened).toBe(0);
  terminal.reject(new CannotAsk("no terminal"));
  expect(await race).toBe("123456");
});
