import { parseRoleArn } from "../base/arn.ts";
import { kindOf } from "./kinds/kinds.ts";
import type { ResolvedTarget } from "./resolved-target.ts";

/** The account of a target's credentials, if it is known without a call: AWS then gives credentials of no other. */
export function accountOf({ chain, source }: Pick<ResolvedTarget, "chain" | "source">): string | undefined {
  const last = chain.at(-1);
  return last ? parseRoleArn(last.roleArn)?.accountId : kindOf(source).accountOf(source);
}
