import { globOf, matches } from "./glob.ts";
import type { Listed } from "./policy-grammar.ts";

/** Whether a statement is about an action, such as `sts:AssumeRole`. The case of an action does not count. */
export function isAbout({ actions }: { readonly actions: Listed }, action: string): boolean {
  const asked = action.toLowerCase();
  return actions.patterns.some((pattern) => isMatched(pattern.toLowerCase(), asked)) === (actions.meant === "these");
}

/** Most are written out, and comparing them is quicker. */
function isMatched(pattern: string, action: string): boolean {
  if (pattern === action) return true;
  return (pattern.includes("*") || pattern.includes("?")) && matches(globOf(pattern), action);
}
