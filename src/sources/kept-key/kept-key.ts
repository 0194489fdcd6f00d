import type { ResolvedTarget } from "../../targets/resolved-target.ts";
import { usersKeys } from "../long-term-keys/users-keys.ts";
import type { SourceResult, SourceTools } from "../source.ts";

/** An IAM user's key in the keyring, as a profile names it. */
export async function keptKey(target: ResolvedTarget<"kept-key">, tools: SourceTools): Promise<SourceResult> {
  const user = target.source;
  return usersKeys(await tools.keptKeys.keys(user.accessKeyId, user.profile), user, target, tools);
}
