import { CannotAsk, type Conversation } from "./conversation.ts";

/** The conversation of work that nobody waits for: every question is refused, for this `reason`. */
export function nobody(reason: string): Conversation {
  const refuse = (): Promise<never> => Promise.reject(new CannotAsk(reason));
  return { ask: refuse, refuses: () => reason, waiting() {}, wentOn() {}, tell() {}, surroundings: refuse };
}
