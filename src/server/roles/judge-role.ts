import { judgeTrust, type TrustAnswer, type TrustJudgement } from "../../trust-policies/judge-trust.ts";
import { parseTrustPolicy } from "../../trust-policies/trust-policy.ts";
import { type AskingWay, questionOf, type RoleRequest } from "./asking-way.ts";
import { fewest } from "./least-groups.ts";
import type { MapNode } from "./map-node.ts";
import type { KnownRole, RoleAnswer } from "./role-map.ts";

const ORDER: readonly TrustAnswer[] = ["denied", "not-allowed", "depends", "allowed"];

/**
 * What a role's trust policy says about one request, by the way that answers best. The policy is read for this, and
 * nothing that was compiled is used.
 */
export function judgeRole(
  node: MapNode | undefined,
  role: KnownRole,
  ways: readonly AskingWay[],
  asked: RoleRequest,
): RoleAnswer {
  const answers = node ? judgementsOf(node, ways, asked) : [];
  const [mode = "pass"] = ways.map((way) => way.mode);
  const worst: RoleAnswer = { role, answer: "not-allowed", mode, groups: [], dependsOn: [], withheld: [] };
  if (node && node.withheld.length > 0) return { ...worst, withheld: node.withheld };
  const best = Math.max(...answers.map(({ judgement }) => ORDER.indexOf(judgement.answer)));
  const found = answers.find(({ judgement }) => ORDER.indexOf(judgement.answer) === best);
  if (!found) return worst;
  const { groups, judgement, way } = found;
  return { ...worst, mode: way.mode, answer: judgement.answer, groups, dependsOn: judgement.dependsOn };
}

/** What a policy says to one way to ask. */
export interface WayJudgement {
  readonly way: AskingWay;
  readonly judgement: TrustJudgement;
  /** The fewest that lead to it, if it is not a no. */
  readonly groups: readonly string[];
}

export function judgementsOf(
  { account, compiled, trust }: MapNode,
  ways: readonly AskingWay[],
  asked: RoleRequest,
): readonly WayJudgement[] {
  const policy = parseTrustPolicy(trust);
  if (typeof policy === "string") return ways.map((way) => ({ way, judgement: unreadable(policy), groups: [] }));
  return ways.map((way, index) => {
    const ask = (groups: readonly string[]): TrustJudgement =>
      judgeTrust(policy, questionOf(way, account, { ...asked, groups }));
    const judgement = ask(asked.groups);
    const isNo = judgement.answer === "denied" || judgement.answer === "not-allowed";
    if (isNo || way.mode === "broker") return { way, judgement, groups: [] };
    // A denial has to see all groups, or fewer of them would get around it.
    const seesAll = compiled[index]?.groups !== "more-is-more";
    const groups = seesAll ? asked.groups : fewest(asked.groups, (some) => ask(some).answer === judgement.answer);
    return { way, judgement, groups };
  });
}

function unreadable(why: string): TrustJudgement {
  return { answer: "depends", dependsOn: [`the trust policy, which cannot be read: ${why}`], actions: [] };
}
