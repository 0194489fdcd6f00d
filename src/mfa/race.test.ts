import { expect, test } from "bun:test";
import { ActasError } from "../base/errors.ts";
import { CannotAsk } from "../conversation/conversation.ts";
import { type Runner, raceForCode } from "./race.ts";

const QUESTION = { kind: "mfa-code", serialNumber: "arn:aws:iam::111122223333:mfa/ana", target: "staging" } as const;

/** An input that never answers, and records that it was stopped. */
function patient() {
  const state = { stopped: false };
  const input: Runner = (signal) =>
    new Promise((_, reject) => {
      signal.addEventListener("abort", () => {
        state.stopped = true;
        reject(new CannotAsk("stopped"));
      });
    });
  return { input, state };
}

test("the first code wins and the other inputs are stopped", async () => {
  const other = patient();
  expect(await raceForCode(QUESTION, [other.input, async () => "123456"])).toBe("123456");
  expect(other.state.stopped).toBe(true);
});

test("an input that fails leaves the race to the others", async () => {
  const failing: Runner = () => Promise.reject(new Error("no key in the reader"));
  expect(await raceForCode(QUESTION, [failing, async () => "123456"])).toBe("123456");
});

test("when all fail the last reason is given", async () => {
  const failing =
    (reason: string): Runner =>
    () =>
      Promise.reject(new CannotAsk(reason));
  expect(raceForCode(QUESTION, [failing("no key"), failing("no terminal")])).rejects.toThrow("no terminal");
});

test("a person's refusal ends the race for all inputs", async () => {
  const other = patient();
  const refusing: Runner = () => Promise.reject(new ActasError("cancelled", "cancelled"));
  expect(raceForCode(QUESTION, [other.input, refusing])).rejects.toMatchObject({ code: "cancelled" });
  await Bun.sleep(0);
  expect(other.state.stopped).toBe(true);
});

test("the race ends when no code comes in time", async () => {
  const silent = patient();
  const race = raceForCode(QUESTION, [silent.input], 5);
  // Not `rejects`: in Bun 1.4.5 it would wait for ever if the race never ended, beyond the time limit of a test.
  expect(await race.catch((error: unknown) => error)).toMatchObject({ code: "mfa-required" });
  expect(silent.state.stopped).toBe(true);
});
