import type { Asked } from "./second-judge.ts";

/**
 * A value of a policy as a list of characters, with `any` and `run` for its wildcards, its variables replaced.
 *
 * `absent`: a variable has no value. "There is no equal or like value" then, so nothing matches, and what is inverted
 * does. `unknown`: only the request will tell.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function parts(value: string, asked: Asked, wildcards: "literal" | "wild"): string[] | "absent" | "unknown" {
  const found: string[] = [];
  let unknown = false;
  let absent = false;
  for (const [piece] of value.matchAll(/\$\{[^}]*\}|[\s\S]/gu)) {
    if (piece.length > 1 && piece.startsWith("${") && asked.variables) {
      const replaced = variable(piece.slice(2, -1), asked);
      if (replaced === "absent") absent = true;
      else if (replaced === "unknown") unknown = true;
      else found.push(...replaced);
    } else if (wildcards === "wild" && piece === "*") found.push("run");
    else if (wildcards === "wild" && piece === "?") found.push("any");
    else found.push(...piece);
  }
  if (absent) return "absent";
  return unknown ? "unknown" : found;
}

/** The characters that stand for it, none of them a wildcard. */
function variable(inside: string, asked: Asked): string[] | "absent" | "unknown" {
  if (inside === "*" || inside === "?" || inside === "$") return [inside];
  const [, key = inside, otherwise] = /^(.*), '(.*)'$/s.exec(inside) ?? [];
  const fact = asked.fact(key.trim().toLowerCase());
  if (fact === "unknown") return "unknown";
  // "You cannot use a multivalued context key as a policy variable"; what becomes of one that is, it does not say.
  if (typeof fact === "object" && "many" in fact) return "unknown";
  if (fact === "absent") return otherwise === undefined ? "absent" : [...otherwise];
  return [...fact.one];
}
