import type { Credentials } from "../base/credentials.ts";
import { heldFor } from "../cache/held-for.ts";
import { stillGood } from "../cache/still-good.ts";
import type { Conversation } from "../conversation/conversation.ts";
import type { SourceTools } from "./source.ts";

/**
 * The credentials that the cache holds under a key, or those that `obtain` gets, in one process of the user at a time.
 *
 * @param request - decides whether held ones will do; one that has a code waits for no other one
 * @param obtain - puts what it gets into the cache
 */
export function heldOrFetched(
  key: string,
  request: Pick<SourceTools["request"], "freshness" | "tokenCode">,
  { cache, conversation, flights }: Pick<SourceTools, "cache" | "conversation" | "flights">,
  obtain: (shared: Conversation) => Promise<Credentials>,
): Promise<Credentials> {
  const look = () => cache.get(key);
  const once = async (shared: Conversation): Promise<Credentials> => {
    // Another process of the user may have fetched them just now.
    const meanwhile = heldFor(request, look());
    return meanwhile && !meanwhile.isLastResort ? meanwhile.credentials : obtain(shared);
  };
  const { tokenCode } = request;
  return stillGood(request, look, () =>
    tokenCode === undefined
      ? flights.once(key, conversation, once, "user")
      : flights.ahead(key, tokenCode, conversation, once, "user"),
  );
}
