import type { ActsAs } from "../agent-api/messages.ts";
import { parseRoleArn } from "../base/arn.ts";
import { accountOf } from "../targets/account-of.ts";
import type { ResolvedTarget } from "../targets/resolved-target.ts";

/** Who the credentials of a target are, as far as that is known without asking AWS. */
export function actsAs(target: Pick<ResolvedTarget, "chain" | "source">): ActsAs {
  const account = accountOf(target);
  const role = parseRoleArn(target.chain.at(-1)?.roleArn ?? "")?.roleName;
  return { ...(account && { account }), ...(role && { role }) };
}
