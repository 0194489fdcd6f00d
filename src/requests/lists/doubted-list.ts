import { ActasError } from "../../base/errors.ts";
import { listedName, type RoleEntry } from "../../base/role-entry.ts";
import { signInKey } from "../../cache/cache-key.ts";
import type { Conversation } from "../../conversation/conversation.ts";
import { signInMethodsOf } from "../../sources/registry.ts";
import { SignInRefused } from "../../sources/sign-in-methods.ts";
import { kindOf } from "../../targets/kinds/kinds.ts";
import { listHint } from "../../targets/list-hint.ts";
import type { ResolvedTarget } from "../../targets/resolved-target.ts";
import type { RequestTools } from "../request-tools.ts";

/**
 * Fetches the list of roles anew if AWS refuses a role of it that another server has listed: the list may be old. Once
 * for each role, with the sign-in that is held. If the role is in the list no more, the error says so.
 */
export async function doubtedList(
  { clock, roleLists, signIns }: Pick<RequestTools, "clock" | "roleLists" | "signIns">,
  { source: reference }: ResolvedTarget,
  conversation: Conversation,
  error: ActasError,
): Promise<ActasError> {
  const kind = kindOf(reference);
  const source = kind.signInOf(reference);
  const role = kind.roleOf(reference);
  if (!source || role === undefined) return error;
  const methods = await signInMethodsOf(source);
  const signIn = signIns.to(source);
  if (!methods.isListedElsewhere || !signIn) return error;
  const key = signInKey(source);
  const generation = signIns.generation(key);
  const isDoubted = (): boolean => roleLists.doubt(key, generation, listedName(role));
  if (!isDoubted()) return error;
  const roles: RoleEntry[] = [];
  try {
    const tools = { clock, conversation, signIns, freshness: "refresh" } as const;
    await methods.listRoles(source, signIn, (found) => roles.push(...found), tools);
  } catch (failure) {
    // The user has to know what AWS says of the role, and not that its list is out of reach.
    if (failure instanceof ActasError || failure instanceof SignInRefused) return error;
    throw failure;
  }
  roleLists.put(key, generation, roles);
  if (isDoubted()) return error;
  const hints = [`"${source.id}" does not list this role any more`, listHint(source.id), ...error.hints];
  return new ActasError(error.code, error.message, { hints, cause: error });
}
