import type { SignedWith } from "./condition-context.ts";
import type { Truth } from "./truth.ts";

/**
 * `not-allowed`: no policy allows it, which is final unless a role of the user's own account trusts the user by name.
 * `denied`: a policy denies it, which is always final.
 */
export type Answered = "allowed" | "not-allowed" | "denied" | "depends";

/** Whether a user's policies let the user assume a role, or some of the roles that a pattern matches. */
export interface Judgement {
  readonly answer: Answered;
  /** What decides if it depends: condition keys, variables, policies that are not known. */
  readonly dependsOn: readonly string[];
  /** What the call has to be signed with for this answer. */
  readonly signedWith: readonly SignedWith[];
  /** Of a pattern: which of its roles the answer does not hold for, in words. */
  readonly limits: readonly string[];
}

/** What was found for one way to sign. */
export interface Finding {
  readonly truth: Truth;
  readonly limits: readonly string[];
  /** Whether it is not true because a policy denies it. */
  readonly isDenied: boolean;
}

const WAYS: readonly SignedWith[] = ["keys", "session", "mfa"];

/** Judges each way to sign the call, and keeps the best answer with the ways that lead to it. */
export function bestOf(judge: (signedWith: SignedWith) => Finding): Judgement {
  const found = WAYS.map((way) => ({ way, ...judge(way) }));
  const best = Math.max(...found.map(rank));
  const those = found.filter((one) => rank(one) === best);
  return {
    answer: ANSWERS[best] ?? "allowed",
    dependsOn: distinct(those.flatMap(({ truth }) => (typeof truth === "string" ? [] : truth.dependsOn))),
    signedWith: those.map(({ way }) => way),
    limits: distinct(those.flatMap(({ limits }) => limits)),
  };
}

/** From the worst to the best; an allowance with limits is less than one without. */
const ANSWERS: readonly Answered[] = ["denied", "not-allowed", "depends", "allowed", "allowed"];

function rank({ truth, limits, isDenied }: Finding): number {
  if (truth === "no") return isDenied ? 0 : 1;
  if (truth !== "yes") return 2;
  return limits.length > 0 ? 3 : 4;
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
