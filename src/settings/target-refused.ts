import { ActasError } from "../base/errors.ts";
import type { Allowance } from "./limits.ts";

/** What settings refuse; not to be confused with AWS, which may think otherwise a moment later. */
export class TargetRefused extends ActasError {}

type Rule = Pick<Allowance, "place" | "contact">;

/**
 * The error for what a file of settings does not allow.
 *
 * @param what - with its verb, as in `account 111122223333 is`
 */
export function notAllowed(target: string, what: string, rule: Rule, hints: readonly string[] = []): TargetRefused {
  return new TargetRefused("access-denied", `cannot use "${target}": ${what} not in ${rule.place}`, {
    hints: [...hints, ...whomToAsk(rule)],
  });
}

/** Whom to ask about a rule, if those who keep it have said so. */
export function whomToAsk({ contact }: Pick<Rule, "contact">): readonly string[] {
  return contact === undefined ? [] : [`whom to ask: ${contact}`];
}
