import type { SignedWith } from "./condition-context.ts";
import type { Truth } from "./truth.ts";

/** Whether a user's policies let the user assume a role, or some of the roles that a pattern matches. */
export interface Judgement {
  readonly answer: "allowed" | "denied" | "depends";
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
}

const WAYS: readonly SignedWith[] = ["keys", "session", "mfa"];

/** Judges each way to sign the call, and keeps the best answer with the ways that lead to it. */
export function bestOf(judge: (signedWith: SignedWith) => Finding): Judgement {
  const found = WAYS.map((way) => ({ way, ...judge(way) }));
  const best = Math.max(...found.map(rank));
  const those = found.filter((one) => rank(one) === best);
  return {
    answer: best >= 2 ? "allowed" : best === 1 ? "depends" : "denied",
    dependsOn: distinct(those.flatMap(({ truth }) => (typeof truth === "string" ? [] : truth.dependsOn))),
    signedWith: those.map(({ way }) => way),
    limits: distinct(those.flatMap(({ limits }) => limits)),
  };
}

function rank({ truth, limits }: Finding): number {
  if (truth === "no") return 0;
  if (truth !== "yes") return 1;
  return limits.length > 0 ? 2 : 3;
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
