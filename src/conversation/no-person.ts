import { CannotAsk, type Conversation } from "./conversation.ts";
import { ALWAYS } from "./waiters.ts";

/** A conversation without a person behind it: every question is refused, for this `reason`. */
export function noPerson(reason: string): Conversation {
  const refuse = (): Promise<never> => Promise.reject(new CannotAsk(reason));
  return {
    waiters: ALWAYS,
    ask: refuse,
    refuses: () => reason,
    waiting() {},
    wentOn() {},
    tell() {},
    detail() {},
    securityKey() {},
    surroundings: refuse,
  };
}
