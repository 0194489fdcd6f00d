import { globOf, matches } from "./glob.ts";
import type { Listed } from "./policy-grammar.ts";

/** Whether a statement is about an action, such as `sts:AssumeRole`. The case of an action does not count. */
export function isAbout({ actions }: { readonly actions: Listed }, action: string): boolean {
  const isListed = actions.patterns.some((pattern) => matches(globOf(pattern.toLowerCase()), action.toLowerCase()));
  return isListed === (actions.meant === "these");
}
