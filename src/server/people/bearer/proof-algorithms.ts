/** Algorithms of proofs that are taken: every program has this one, and no machine lacks it. */
export const PROOF_ALGORITHMS: readonly string[] = ["ES256"];
