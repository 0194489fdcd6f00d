import { parseRoleArn } from "../base/arn.ts";
import type { CredentialRequest } from "../base/credential-request.ts";
import type { Credentials } from "../base/credentials.ts";
import { ActasError } from "../base/errors.ts";
import type { RoleEntry } from "../base/role-entry.ts";
import { signInKey } from "../cache/cache-key.ts";
import type { Conversation } from "../conversation/conversation.ts";
import { kindOf } from "../targets/kinds/kinds.ts";
import { nearestRole } from "../targets/matching-roles.ts";
import type { ResolvedTarget } from "../targets/resolved-target.ts";
import { inShell, typedRole } from "../targets/typed-target.ts";
import type { RequestTools } from "./request-tools.ts";

type Lists = Pick<RequestTools, "roleLists" | "signIns">;
type Tools = Lists & Pick<RequestTools, "broker" | "clock">;

/** The errors of a source that does not know a role, or does not tell whether it does. */
const NOT_LENT: readonly ActasError["code"][] = ["access-denied", "configuration"];

/**
 * Credentials for a command. If the agent holds a list of roles without this role, the error says so and names the most
 * similar one. A name that differs from a listed role only in case is refused before the source is asked. Only the user
 * decides which role is meant: actas never replaces one name by another.
 *
 * @throws {ActasError} `role-not-found`; otherwise the reason why there are no credentials
 */
export async function listedCredentials(
  tools: Tools,
  target: ResolvedTarget,
  request: CredentialRequest,
  conversation: Conversation,
): Promise<Credentials> {
  const role = roleIn(request, target);
  const unlisted = role !== undefined && tools.roleLists.lack(role) ? { role, target } : undefined;
  if (unlisted) refuseOtherCase(unlisted, tools);
  try {
    return await tools.broker.credentials(target, request, conversation);
  } catch (error) {
    if (!(error instanceof ActasError)) throw error;
    if (unlisted) throw orNotFound(error, unlisted, tools);
    if (error.code !== "access-denied") throw error;
    const { doubtedList } = await import("./lists/doubted-list.ts");
    throw await doubtedList(tools, target, conversation, error);
  }
}

interface Unlisted {
  readonly role: string;
  readonly target: ResolvedTarget;
}

/** The role of a source as the user typed it; undefined for a profile or a role ARN, which have colons too. */
function roleIn({ source, target }: CredentialRequest, resolved: ResolvedTarget): string | undefined {
  if (source !== undefined || target === undefined) return target;
  const id = sourceOf(resolved);
  return id && target.startsWith(`${id}:`) ? target.slice(id.length + 1) : undefined;
}

/** Only for sources that list all their roles: those roles have an account. */
function refuseOtherCase({ role, target }: Unlisted, tools: Lists): void {
  const wanted = role.toLowerCase();
  const other = listOf(target, tools).find(
    ({ accountId, name }) => accountId !== undefined && name.toLowerCase() === wanted,
  );
  if (other) throw notFound(`cannot find role "${role}" of "${sourceOf(target)}"`, other, target);
}

function orNotFound(error: ActasError, { role, target }: Unlisted, tools: Lists): ActasError {
  const roles = listOf(target, tools);
  if (!NOT_LENT.includes(error.code) || roles.length === 0 || roles.some(({ name }) => name === role)) return error;
  const nearest = nearestRole(role, roles);
  if (nearest) return notFound(error.message, nearest, target);
  // AWS was asked for exactly that role, and its reason says more.
  return parseRoleArn(role)
    ? error
    : new ActasError("role-not-found", error.message, { hints: error.hints, cause: error });
}

function listOf({ source }: ResolvedTarget, { roleLists, signIns }: Lists): readonly RoleEntry[] {
  const signIn = kindOf(source).signInOf(source);
  if (!signIn) return [];
  const key = signInKey(signIn);
  return roleLists.get(key, signIns.generation(key))?.roles ?? [];
}

function notFound(message: string, { name }: RoleEntry, target: ResolvedTarget): ActasError {
  return new ActasError("role-not-found", message, {
    hints: [`did you mean ${inShell(typedRole(sourceOf(target), name, { profiles: new Set() }))}?`],
  });
}

function sourceOf({ source }: ResolvedTarget): string {
  return kindOf(source).signInOf(source)?.id ?? "";
}
