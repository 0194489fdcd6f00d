import type { Sts } from "../../../aws/sts.ts";
import type { Measures } from "../../metrics/measures.ts";
import { took } from "../../metrics/took.ts";

/** What loans ask of STS. */
export type LoanSts = Pick<Sts, "assumeRole" | "assumeRoleWithWebIdentity">;

/** The same STS; how long it takes is measured. */
export function timedSts(sts: LoanSts, measures: Measures | undefined): LoanSts {
  if (!measures) return sts;
  const timed = <T>(call: "AssumeRole" | "AssumeRoleWithWebIdentity", ask: () => Promise<T>): Promise<T> =>
    took(ask, (outcome, ms) => measures.took("actas_sts_seconds", { call, outcome }, ms));
  return {
    assumeRole: (...words) => timed("AssumeRole", () => sts.assumeRole(...words)),
    assumeRoleWithWebIdentity: (...words) =>
      timed("AssumeRoleWithWebIdentity", () => sts.assumeRoleWithWebIdentity(...words)),
  };
}
