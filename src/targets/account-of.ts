import { parseRoleArn } from "../base/arn.ts";
import { kindOf } from "./kinds/kinds.ts";
import type { ResolvedTarget } from "./resolved-target.ts";

/** The account that a target ends in, as far as it is known without asking: AWS gives credentials of this one or none. */
export function accountOf({ chain, source }: Pick<ResolvedTarget, "chain" | "source">): string | undefined {
  const last = chain.at(-1);
  return last ? parseRoleArn(last.roleArn)?.accountId : kindOf(source).accountOf(source);
}
