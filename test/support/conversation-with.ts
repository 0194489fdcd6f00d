import type { Conversation } from "../../src/conversation/conversation.ts";
import type { Askers } from "../../src/conversation/question.ts";
import { ALWAYS } from "../../src/conversation/waiters.ts";
import { ownSurroundings } from "../../src/system/own-surroundings.ts";

/** A user who answers these kinds of question and expects no others; `others` replaces the remaining parts. */
export function conversationWith(
  askers: Partial<Askers>,
  others: Partial<Omit<Conversation, "ask">> = {},
): Conversation {
  const all: Askers = {
    "mfa-code": unexpected,
    "oath-password": unexpected,
    passphrase: unexpected,
    "sign-in": unexpected,
    ...askers,
  };
  return {
    waiters: ALWAYS,
    ask: (question, signal) => all[question.kind](question, signal),
    refuses: () => undefined,
    waiting() {},
    wentOn() {},
    tell() {},
    detail() {},
    securityKey() {},
    surroundings: async () => ownSurroundings(),
    ...others,
  };
}

function unexpected({ kind }: { readonly kind: string }): Promise<never> {
  return Promise.reject(new Error(`a question of the kind ${kind} was not expected`));
}
