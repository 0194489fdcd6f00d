import type { ConditionContext } from "./condition-context.ts";
import { ANYTHING, type Glob, globOf, literal } from "./glob.ts";

/** A text of a policy, with the values of the request in place of its variables. */
export interface Expanded {
  readonly glob: Glob;
  /** Variables whose value is not known: anything may stand there, and AWS may ignore the statement. */
  readonly open: readonly string[];
  /** Whether a variable of these has no value, because the request does not carry its key: nothing equals that. */
  readonly isEmpty: boolean;
}

/** Puts a request's values in place of variables. `undefined` for the old version of the language, which has none. */
export function expand(text: string, context: ConditionContext | undefined): Expanded {
  if (!context) return { glob: globOf(text), open: [], isEmpty: false };
  const open: string[] = [];
  const glob: Glob[] = [];
  let end = 0;
  let isEmpty = false;
  for (const found of text.matchAll(/\$\{([^}]*)\}/g)) {
    glob.push(globOf(text.slice(end, found.index)));
    end = found.index + found[0].length;
    const value = textFor(found[1] ?? "", context);
    if (value === "absent") isEmpty = true;
    if (typeof value === "string") open.push(found[0]);
    glob.push(typeof value === "string" ? ANYTHING : literal(value.text));
  }
  return { glob: [...glob, globOf(text.slice(end))].flat(), open, isEmpty };
}

/**
 * The text that a variable stands for. A default counts where the request does not carry the key; for a list no text is
 * known.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
function textFor(variable: string, context: ConditionContext): { readonly text: string } | "absent" | "unknown" {
  if (["*", "?", "$"].includes(variable)) return { text: variable };
  const [, key = variable, fallback] = /^\s*([^,\s]+)\s*,\s*'(.*)'\s*$/.exec(variable) ?? [];
  const value = context(key.trim());
  if (typeof value === "object") return "text" in value ? value : "unknown";
  if (value === "unknown") return "unknown";
  return fallback === undefined ? "absent" : { text: fallback };
}
