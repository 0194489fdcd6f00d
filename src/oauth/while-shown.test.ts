import { expect, test } from "bun:test";
import { conversationWith } from "../../test/support/conversation-with.ts";
import { ActasError } from "../base/errors.ts";
import { CannotAsk, type Conversation } from "../conversation/conversation.ts";
import type { Askers } from "../conversation/question.ts";
import { whileShown } from "./while-shown.ts";

const PAGE = { kind: "sign-in", source: "contoso", url: "http://127.0.0.1:1/auth/x" } as const;

function conversation(showPage: Askers["sign-in"]): Conversation {
  return conversationWith({ "sign-in": showPage });
}

function untilOver(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(undefined)));
}

test("the page is over when the work is done", async () => {
  const signals: AbortSignal[] = [];
  const shows = conversation((_page, signal) => {
    signals.push(signal);
    return untilOver(signal);
  });
  expect(await whileShown(shows, PAGE, async () => "done")).toBe("done");
  expect(signals[0]?.aborted).toBe(true);
});

test("the work goes on when the page has been shown and is of no more use", async () => {
  const work = Promise.withResolvers<string>();
  const result = whileShown(
    conversation(async () => {
      work.resolve("done");
    }),
    PAGE,
    () => work.promise,
  );
  expect(await result).toBe("done");
});

test.each([
  ["a user who says no", new ActasError("cancelled", "cannot sign in: cancelled")],
  ["nobody to show the page to", new CannotAsk("there is no terminal")],
])("%s ends the work", async (_what, error) => {
  const signals: AbortSignal[] = [];
  const result = whileShown(
    conversation(() => Promise.reject(error)),
    PAGE,
    (signal) => {
      signals.push(signal);
      return untilOver(signal);
    },
  );
  expect(await result.catch((thrown: unknown) => thrown)).toBe(error);
  expect(signals[0]?.aborted).toBe(true);
});

test("the page is over when the work fails", async () => {
  const signals: AbortSignal[] = [];
  const shows = conversation((_page, signal) => {
    signals.push(signal);
    return untilOver(signal);
  });
  expect(whileShown(shows, PAGE, () => Promise.reject(new Error("failed")))).rejects.toThrow("failed");
  await Promise.resolve();
  expect(signals[0]?.aborted).toBe(true);
});
