import type { ResolvedTarget } from "../../targets/resolved-target.ts";
import { usersKeys } from "../long-term-keys/users-keys.ts";
import type { SourceResult, SourceTools } from "../source.ts";

/** An IAM user's keys, or pasted temporary ones, as a profile has them. */
export async function iamUser(target: ResolvedTarget<"iam-user">, tools: SourceTools): Promise<SourceResult> {
  const user = target.source;
  const { accessKeyId, secretAccessKey, sessionToken } = user;
  return usersKeys({ accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) }, user, target, tools);
}
