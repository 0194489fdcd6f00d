import { parseRoleArn } from "../base/arn.ts";
import type { ResolvedTarget } from "./resolved-target.ts";

/** The account that a target ends in, as far as it is known without asking: what its last role or permission set says. */
export function accountOf({ chain, source }: Pick<ResolvedTarget, "chain" | "source">): string | undefined {
  const last = chain.at(-1);
  if (last) return parseRoleArn(last.roleArn)?.accountId;
  return source.kind === "identity-center" ? source.accountId : undefined;
}
