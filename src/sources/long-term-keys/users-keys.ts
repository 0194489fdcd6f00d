import { roleSessionName } from "../../aws/role-session-name.ts";
import type { Credentials } from "../../base/credentials.ts";
import type { UserReference } from "../../targets/kinds/user-reference.ts";
import type { ResolvedTarget } from "../../targets/resolved-target.ts";
import { sessionRule } from "../../targets/session-rule.ts";
import type { SourceResult, SourceTools } from "../source.ts";
import { withMfaCode } from "./mfa-code.ts";
import { sessionToken } from "./session-token.ts";

/**
 * An IAM user's long-term keys, wherever they come from. With an MFA device and roles of at most an hour the user signs
 * in once, by GetSessionToken, and all roles follow from that; a longer role takes the code itself, because AWS ends
 * what is assumed from a session after an hour.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html
 */
export async function usersKeys(
  keys: Credentials,
  user: UserReference,
  target: ResolvedTarget,
  tools: SourceTools,
): Promise<SourceResult> {
  switch (sessionRule(target)) {
    case "keys-as-they-are":
      return { credentials: keys, remaining: target.chain };
    case "session-token-first":
      return { credentials: await sessionToken(user, keys, target, tools), remaining: target.chain };
    case "code-with-role":
      return firstRoleWithCode(keys, user, target, tools);
  }
}

async function firstRoleWithCode(
  keys: Credentials,
  user: UserReference,
  target: ResolvedTarget,
  tools: SourceTools,
): Promise<SourceResult> {
  const [first, ...remaining] = target.chain;
  if (!first) throw new TypeError("a target without a role cannot take its code with the role");
  const { durationSeconds, externalId, roleArn, sts } = first;
  const name = await roleSessionName(first, () => tools.sts.sessionNameOf(sts, keys));
  const credentials = await withMfaCode(user, target, tools, (mfa) =>
    tools.sts.assumeRole(sts, keys, {
      roleArn,
      durationSeconds,
      roleSessionName: name,
      mfa,
      ...(externalId && { externalId }),
    }),
  );
  return { credentials, remaining };
}
