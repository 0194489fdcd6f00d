import { ownerOf, targetKey } from "../cache/cache-key.ts";
import { heldFor, mayBeHeld } from "../cache/held-for.ts";
import type { ResolvedTarget } from "../targets/resolved-target.ts";
import type { LentCredentials, SourceResult, SourceTools } from "./source.ts";

/**
 * Where a role chain starts at a role that a source lends. When more roles follow it is kept as the target it is by
 * itself, so that the next role after it costs one call.
 *
 * @param alone - that target: its name, and the roles of the chain that the source takes itself. They are none for a
 *   source that lends a role as it is, and the first for one that has no keys before it has assumed a role.
 */
export async function firstHop(
  target: ResolvedTarget,
  alone: Pick<ResolvedTarget, "name" | "chain">,
  tools: SourceTools,
  lend: (tools: SourceTools) => Promise<LentCredentials>,
): Promise<SourceResult> {
  const remaining = target.chain.slice(alone.chain.length);
  if (remaining.length === 0 || !mayBeHeld(tools.request)) return { ...(await lend(tools)), remaining };
  const key = targetKey({ ...target, ...alone });
  const held = heldFor(tools.request, tools.cache.get(key));
  if (held && !held.isLastResort) return { credentials: held.credentials, remaining };
  const lent = await tools.flights.once(`first hop ${key}`, tools.conversation, async (conversation) => {
    const { credentials, keep } = await lend({ ...tools, conversation });
    const entry = { key, kind: "credentials", label: alone.name, credentials, ...ownerOf(target) } as const;
    if (keep !== "never") tools.cache.put(entry);
    return { credentials, ...(keep && { keep }) };
  });
  return { ...lent, remaining };
}
