import { globOf, hasWildcard } from "../../iam-policies/glob.ts";
import { type AskingWay, personKeys } from "./asking-way.ts";
import { leastGroups } from "./least-groups.ts";
import type { MapNode } from "./map-node.ts";

/** A group, or a pattern of groups, that gets a role by itself. */
export interface OpenGroup {
  readonly name: string;
  readonly usable: "now" | "if";
  /** What decides, besides the group. */
  readonly dependsOn: readonly string[];
}

/** To whom a role's trust policy opens it, as far as it can be said without a person. */
export interface OpenTo {
  readonly groups: readonly OpenGroup[];
  /** People whom it names, by their subject at the provider. */
  readonly subjects: readonly string[];
  /** Whether it takes no group at all. */
  readonly everybody: "now" | "if" | "no";
  /** Codes of findings for which it is given to nobody. */
  readonly withheld: readonly string[];
}

/** More groups than a policy of AWS's greatest length can name one by one and be meant to. */
const MOST_TRIED = 256;

/** The groups each of which alone leads to the role. What takes several at once is not among them. */
export function openTo({ compiled, withheld }: MapNode, ways: readonly AskingWay[]): OpenTo {
  const groups = new Map<string, OpenGroup>();
  const subjects = new Set<string>();
  let everybody: OpenTo["everybody"] = "no";
  for (const [index, way] of ways.entries()) {
    const policy = compiled[index];
    if (!policy) continue;
    const ask = (some: readonly string[]) => {
      const { groups: key } = personKeys(way);
      const context = () => () => "unknown" as const;
      const { answer, dependsOn } = leastGroups({ compiled: policy, groups: some, likely: some, key, context });
      const usable = answer === "allowed" ? ("now" as const) : answer === "depends" ? ("if" as const) : undefined;
      return usable && { usable, dependsOn };
    };
    for (const subject of policy.clauses.flatMap((clause) => clause.subjects ?? [])) subjects.add(subject);
    const anybody = ask([]);
    const isForPersons = way.mode !== "broker" && anybody?.dependsOn.some((key) => isSubject(key, way.provider));
    if (anybody && !isForPersons && everybody !== "now") everybody = anybody.usable;
    for (const name of namedGroups([policy])) {
      const found = ask([exampleOf(name)]);
      if (found && groups.get(name)?.usable !== "now") groups.set(name, { name, ...found });
    }
  }
  return { groups: [...groups.values()], subjects: [...subjects], everybody, withheld };
}

function isSubject(key: string, provider: string): boolean {
  return key.toLowerCase() === `${provider}:sub`.toLowerCase();
}

/** The groups that policies name where they look for people; some are patterns. */
export function namedGroups(compiled: MapNode["compiled"]): readonly string[] {
  const named = compiled.flatMap((policy) =>
    (policy?.clauses ?? []).flatMap(({ groups }) => [
      ...(groups?.texts ?? []),
      ...(groups?.anyCase ?? []),
      ...(groups?.patterns ?? []),
    ]),
  );
  return [...new Set(named)].slice(0, MOST_TRIED);
}

/** A group that a pattern matches. */
export function exampleOf(group: string): string {
  return hasWildcard(globOf(group)) ? group.replaceAll("*", "").replaceAll("?", "x") : group;
}
