import { parseRoleArn } from "../base/arn.ts";
import { conditionContext, type JudgedUser } from "./condition-context.ts";
import { ANYTHING, type Glob, globOf, hasWildcard, mayOverlap, segments, textOf } from "./glob.ts";
import { judgePattern } from "./judge-pattern.ts";
import type { Judgement } from "./judgement.ts";
import { ARN_PARTS } from "./matches-arn.ts";
import type { Permissions } from "./permissions.ts";
import { expandedResources, type PlacedStatement } from "./statement.ts";

/** What a user's policies name as roles to assume. */
export interface GrantedRoles {
  /** Named by their ARNs. Whether they are allowed is still to be judged: another policy may deny them. */
  readonly named: readonly string[];
  /** Named with wildcards or variables, and allowed. */
  readonly patterns: readonly GrantedPattern[];
}

export interface GrantedPattern extends Judgement {
  readonly pattern: string;
  /** The policy that has it. */
  readonly policy: string;
}

/** Collects what the `Allow` statements of a user's policies name. */
export function grantedRoles(user: JudgedUser, permissions: Permissions): GrantedRoles {
  const named = new Set<string>();
  const patterns = new Map<string, GrantedPattern>();
  for (const allow of permissions.allows) {
    for (const { glob, limits, open } of resourcesOf(allow, user)) {
      const pattern = textOf(glob);
      if (!hasWildcard(glob)) {
        if (parseRoleArn(pattern)) named.add(pattern);
        continue;
      }
      const judgement = judgePattern(glob, allow, user, permissions);
      if (["denied", "not-allowed"].includes(judgement.answer) || !mayMatchRole(glob)) continue;
      const granted: GrantedPattern = {
        pattern,
        policy: allow.policy.name,
        ...judgement,
        ...(open.length > 0 && { answer: "depends", dependsOn: [...open, ...judgement.dependsOn] }),
        limits: [...limits, ...judgement.limits],
      };
      patterns.set(JSON.stringify(granted), granted);
    }
  }
  return { named: [...named].toSorted(), patterns: [...patterns.values()] };
}

const ROLE_PARTS = segments(globOf("arn:*:iam::*:role/*"));

/** Whether a pattern may match the ARN of a role. One with fewer parts may match anything. */
function mayMatchRole(pattern: Glob): boolean {
  const parts = segments(pattern);
  return parts.length < ARN_PARTS || parts.every((part, index) => mayOverlap(ROLE_PARTS[index] ?? [], part));
}

interface Resource {
  readonly glob: Glob;
  readonly open: readonly string[];
  readonly limits: readonly string[];
}

function resourcesOf(allow: PlacedStatement, user: JudgedUser): readonly Resource[] {
  const { meant, patterns } = allow.statement.resources;
  if (meant === "all others") return [{ glob: ANYTHING, open: [], limits: [`not ${patterns.join(", ")}`] }];
  return expandedResources(allow, conditionContext(user, "mfa")).map((one) => ({ ...one, limits: [] }));
}
