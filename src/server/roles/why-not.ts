import { explainLines } from "../../trust-policies/explain-lines.ts";
import type { AskingWay, RoleRequest } from "./asking-way.ts";
import { judgementsOf, judgeRole } from "./judge-role.ts";
import type { MapNode } from "./map-node.ts";
import { exampleOf, namedGroups } from "./open-to.ts";
import type { KnownRole, RoleExplanation } from "./role-map.ts";

/** Why a person may have a role, or not: the answer of {@link judgeRole}, and how it came about. */
export function whyNot(
  node: MapNode | undefined,
  role: KnownRole,
  ways: readonly AskingWay[],
  asked: RoleRequest,
): RoleExplanation {
  const answer = judgeRole(node, role, ways, asked);
  const usable = USABLE[answer.answer];
  if (!node) {
    return {
      ...answer,
      usable,
      missingGroups: [],
      lines: ["Its trust policy names nobody whom this server can speak for."],
    };
  }
  const found = judgementsOf(node, ways, asked).find(({ way }) => way.mode === answer.mode);
  const withheld = answer.withheld.map(
    (code) =>
      `It is given to nobody until an administrator acknowledges it: its trust policy lets in nearly everybody (${code}).`,
  );
  return {
    ...answer,
    usable,
    missingGroups: usable === "closed" && withheld.length === 0 ? missingGroups(node, role, ways, asked) : [],
    lines: [...withheld, ...(found ? explainLines(found.judgement) : [])],
  };
}

const USABLE = { allowed: "now", depends: "if", denied: "closed", "not-allowed": "closed" } as const;

/** Groups of which one more would be enough. Of a pattern, a group is tried that it matches. */
function missingGroups(
  node: MapNode,
  role: KnownRole,
  ways: readonly AskingWay[],
  asked: RoleRequest,
): readonly string[] {
  return namedGroups(node.compiled).filter((group) => {
    const { answer } = judgeRole(node, role, ways, { ...asked, groups: [...asked.groups, exampleOf(group)] });
    return answer === "allowed" || answer === "depends";
  });
}
