import { type ConditionContext, listValue } from "../../iam-policies/condition-context.ts";
import { answerTrust, type CompiledTrust } from "../../trust-policies/compiled/compile-trust.ts";
import type { TrustAnswer } from "../../trust-policies/judge-trust.ts";

/** What a trust policy says of a person, and the groups that a token has to carry for it. */
export interface GroupsAnswer {
  readonly answer: TrustAnswer;
  readonly dependsOn: readonly string[];
  readonly groups: readonly string[];
}

export interface GroupsQuestion {
  readonly compiled: CompiledTrust;
  readonly groups: readonly string[];
  /** Groups to try first. */
  readonly likely: readonly string[];
  /** The condition key of groups; absent where there is none. */
  readonly key: string | undefined;
  /** All else that is asked of the request. Called at most once. */
  readonly context: () => ConditionContext;
}

/**
 * The answer that a policy gives to somebody with all of their groups, and the fewest of them that lead to it.
 *
 * A token that carries fewer groups than a person has must not get around a denial: where a policy looks at all groups,
 * they are all sent.
 */
export function leastGroups({ compiled, context, groups, key, likely }: GroupsQuestion): GroupsAnswer {
  let whole: ConditionContext | undefined;
  const ask = (some: readonly string[]) => {
    const own = listValue(some);
    return answerTrust(compiled, (name) => {
      if (key !== undefined && isSame(name, key)) return own;
      whole ??= context();
      return whole(name);
    });
  };
  if (compiled.groups === "more-is-more") {
    for (const group of likely) {
      const one = ask([group]);
      if (one.answer === "allowed") return { ...one, groups: [group] };
    }
  }
  const all = ask(groups);
  if (all.answer === "denied" || all.answer === "not-allowed") return { ...all, groups: [] };
  if (compiled.groups === "any-counts") return { ...all, groups };
  return { ...all, groups: fewest(groups, (some) => ask(some).answer === all.answer) };
}

/** Most policies write a key as we do, and telling others by their length is quicker. */
function isSame(name: string, key: string): boolean {
  return name === key || (name.length === key.length && name.toLowerCase() === key.toLowerCase());
}

/** None, or one, or as many as it takes. */
export function fewest(groups: readonly string[], isEnough: (some: readonly string[]) => boolean): readonly string[] {
  if (isEnough([])) return [];
  const one = groups.find((group) => isEnough([group]));
  if (one !== undefined) return [one];
  let kept = groups;
  for (const group of groups) {
    const less = kept.filter((other) => other !== group);
    if (isEnough(less)) kept = less;
  }
  return kept;
}
