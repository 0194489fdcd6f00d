import { PortalRefusal } from "../../aws/identity-center/portal-refusal.ts";
import type { Credentials } from "../../base/credentials.ts";
import { ActasError } from "../../base/errors.ts";
import { shellArgument } from "../../base/shell-word.ts";
import type { IdentityCenterReference } from "../../targets/kinds/identity-center/identity-center.ts";
import type { ResolvedTarget } from "../../targets/resolved-target.ts";
import { firstHop } from "../first-hop.ts";
import { lend } from "../lend.ts";
import type { SignIn } from "../sign-ins.ts";
import type { SourceResult, SourceTools } from "../source.ts";
import { identityCenterMethods, portalOf, refusedSignIn } from "./identity-center-methods.ts";

/**
 * A permission set in an account of IAM Identity Center, for a user who has signed in.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html
 */
export async function identityCenter(
  target: ResolvedTarget<"identity-center">,
  tools: SourceTools,
): Promise<SourceResult> {
  const reference = target.source;
  const { accountId, roleName, source } = reference;
  return firstHop(target, { name: `${source.id}:${accountId}/${roleName}`, chain: [] }, tools, (asking) =>
    lend(source, identityCenterMethods, asking, async (signIn) => ({
      credentials: await roleCredentials(reference, signIn, asking),
    })),
  );
}

async function roleCredentials(
  { accountId, roleName, source }: IdentityCenterReference,
  signIn: SignIn<"identity-center">,
  tools: SourceTools,
): Promise<Credentials> {
  try {
    return await portalOf(source, signIn, tools).roleCredentials(accountId, roleName);
  } catch (error) {
    throw error instanceof PortalRefusal && error.reason !== "unauthorized"
      ? noSuchRole(error, accountId, roleName, source.id)
      : refusedSignIn(error);
  }
}

/** AWS does not say whether the account, the permission set or the assignment is missing, so neither can we. */
function noSuchRole({ answered, hints }: PortalRefusal, accountId: string, roleName: string, id: string): ActasError {
  const cannot = `cannot get credentials of permission set "${roleName}" in account ${accountId}`;
  return new ActasError("access-denied", `${cannot}: Identity Center answered ${answered}`, {
    hints: [
      `\`actas list roles ${shellArgument(id)}\` shows what it lends you now; an assignment may have been removed or renamed`,
      ...hints,
    ],
  });
}
