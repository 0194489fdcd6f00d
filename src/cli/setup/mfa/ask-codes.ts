import { mfaCode } from "../../../conversation/mfa-code.ts";
import type { TwoCodes } from "../../../requests/setup/mfa-enrolment.ts";
import { askOnTerminal } from "../../terminal/ask-on-terminal.ts";

/** What else can be typed in place of the first code, and hears of what was asked. */
interface WhileAsking {
  /** Does what the word stands for; returns whether it stands for anything. */
  readonly typed?: (word: string) => boolean;
  /** Hears of each question, and what was answered. */
  readonly asked?: (prompt: string, answer: string) => void;
  /** Hears that the first code was typed. */
  readonly done?: () => void;
}

/**
 * Asks for two codes that a device shows one after the other. AWS takes no pair twice, and no code that a device has
 * shown before.
 *
 * @throws {Interrupted | CannotAsk}
 */
export async function askCodes(question: string, { done, ...heard }: WhileAsking = {}): Promise<TwoCodes> {
  const first = await askCode(question, undefined, heard);
  done?.();
  return [first, await askCode("actas: the next code that it shows: ", first, {})];
}

async function askCode(question: string, before: string | undefined, heard: WhileAsking): Promise<string> {
  const signal = new AbortController().signal;
  for (let prompt = question; ; ) {
    let answer = "";
    try {
      answer = await askOnTerminal({ prompt, signal });
    } finally {
      heard.asked?.(prompt, answer);
    }
    const code = mfaCode(answer);
    if (code !== undefined && code !== before) return code;
    if (code !== undefined) prompt = "actas: wait until it shows another code: ";
    else prompt = heard.typed?.(answer.trim()) ? question : `actas: a code is six digits\n${question}`;
  }
}
