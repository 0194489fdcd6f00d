import { parseRoleArn } from "../base/arn.ts";
import type { Credentials } from "../base/credentials.ts";
import { refuseEnded } from "../base/refuse-ended.ts";
import { ownerOf, targetKey } from "../cache/cache-key.ts";
import { heldFor, mayBeHeld } from "../cache/held-for.ts";
import { heldOrFetched } from "../sources/held-or-fetched.ts";
import { sourceOf } from "../sources/registry.ts";
import type { SourceTools } from "../sources/source.ts";
import { kindOf } from "../targets/kinds/kinds.ts";
import type { ResolvedTarget } from "../targets/resolved-target.ts";
import { assumeRoleChain } from "./role-chain.ts";

/**
 * Turns a target into credentials: from the cache while they last, otherwise from the source and then through each
 * role of the chain. Requests for the same at the same time share one answer, and one question to the user.
 *
 * @throws {ActasError} `mfa-required`, `cancelled`, `access-denied`, `throttled`, `unreachable`
 */
export async function vend(target: ResolvedTarget, tools: SourceTools): Promise<Credentials> {
  const key = targetKey(target);
  const { cache, conversation, request } = tools;
  if (request.verbose) conversation.detail(heldInWords(target, request, cache.get(key)));
  if (!mayBeHeld(request)) return (await fresh(target, tools)).credentials;

  return heldOrFetched(key, request, tools, async (shared) => {
    const { credentials, mayKeep } = await fresh(target, { ...tools, conversation: shared });
    const entry = {
      key,
      kind: "credentials",
      label: labelOf(target, request),
      credentials,
      ...ownerOf(target),
    } as const;
    if (mayKeep) cache.put(entry);
    return credentials;
  });
}

function heldInWords(
  { name }: ResolvedTarget,
  request: SourceTools["request"],
  held: ReturnType<SourceTools["cache"]["get"]>,
): string {
  const what = request.hideArns ? "the target" : `"${name}"`;
  if (request.freshness !== "cached") return `the cache is not asked for ${what}`;
  return heldFor(request, held) ? `${what} is in the cache` : `${what} is not in the cache`;
}

/** The target as typed; one more role after it is another row in lists. */
function labelOf({ name }: ResolvedTarget, { secondHop }: SourceTools["request"]): string {
  const role = secondHop && parseRoleArn(secondHop.roleArn)?.roleName;
  return role ? `${name} > role/${role}` : name;
}

async function fresh(
  target: ResolvedTarget,
  tools: SourceTools,
): Promise<{ credentials: Credentials; mayKeep: boolean }> {
  const { credentials: first, remaining, keep } = await (await sourceOf(target))(target, tools);
  refuseEnded(first, kindOf(target.source).giver(target.source), tools.clock);
  const { signIn } = ownerOf(target);
  const whose = signIn && tools.signIns.generation(signIn);
  const hides = tools.request.hideArns;
  const assuming = (arn: string): void => tools.conversation.detail(`assuming ${hides ? "a role" : arn}`);
  const credentials = await assumeRoleChain(first, remaining, tools.sts, assuming);
  refuseEnded(credentials, `role ${target.chain.at(-1)?.roleArn}`, tools.clock);
  // Meanwhile the user may have signed out, or another person in.
  const isTheirs = !signIn || tools.signIns.generation(signIn) === whose;
  return { credentials, mayKeep: keep !== "never" && isTheirs };
}
