import type { Credentials } from "../../base/credentials.ts";
import { cacheKey, userKey } from "../../cache/cache-key.ts";
import { heldFor } from "../../cache/held-for.ts";
import type { Conversation } from "../../conversation/conversation.ts";
import type { UserReference } from "../../targets/kinds/user-reference.ts";
import type { ResolvedTarget } from "../../targets/resolved-target.ts";
import { heldOrFetched } from "../held-or-fetched.ts";
import type { SourceTools } from "../source.ts";
import { withMfaCode } from "./mfa-code.ts";

/** The user's session, from GetSessionToken: one for all roles of the user, whatever profile they are in. */
export async function sessionToken(
  user: UserReference,
  keys: Credentials,
  target: ResolvedTarget,
  tools: SourceTools,
): Promise<Credentials> {
  const key = sessionKey(keys, user);
  const owner = userKey(user);
  await tools.recall?.(tools.conversation);
  // A request for new credentials of a role may have them by the session that is held.
  const freshness = target.chain.length === 0 ? tools.request.freshness : "cached";
  const request = { ...tools.request, freshness };
  const obtain = async (conversation: Conversation): Promise<Credentials> => {
    conversation.detail(tools.request.hideArns ? "getting a session" : `getting a session of ${user.profile}`);
    const whose = tools.signIns.generation(owner);
    const session = await signIn(user, keys, target, { ...tools, conversation });
    const credentials = noLongerThan(keys, session);
    // Meanwhile the user may have signed out.
    const isTheirs = tools.signIns.generation(owner) === whose;
    if (isTheirs) tools.cache.put({ key, kind: "sign-in", label: user.profile, credentials, signIn: owner });
    return credentials;
  };
  const mayAsk = !user.serialNumber || tools.request.interaction !== "never";
  // Where no person may be asked, the session is used to its very end.
  const untilItsEnd = mayAsk ? undefined : heldFor(request, tools.cache.get(key));
  return untilItsEnd?.credentials ?? heldOrFetched(key, request, tools, obtain);
}

async function signIn(
  user: UserReference,
  keys: Credentials,
  target: ResolvedTarget,
  tools: SourceTools,
): Promise<Credentials> {
  const { sessionDurationSeconds, serialNumber, sts } = user;
  if (!serialNumber) return tools.sts.getSessionToken(sts, keys, sessionDurationSeconds);
  return withMfaCode(user, target, tools, (mfa) => tools.sts.getSessionToken(sts, keys, sessionDurationSeconds, mfa));
}

/** With keys that are deleted when their time is over, the session is over too. */
function noLongerThan({ expiration: most }: Credentials, session: Credentials): Credentials {
  const isShorter = most && (!session.expiration || most < session.expiration);
  return isShorter ? { ...session, expiration: most } : session;
}

/** The region is left out: a session is good in every region of its partition. */
export function sessionKey(
  { accessKeyId }: Pick<Credentials, "accessKeyId">,
  { serialNumber, sessionDurationSeconds, sts }: UserReference,
): string {
  return cacheKey("session-token", accessKeyId, serialNumber, sessionDurationSeconds, sts.endpointUrl, sts.scope);
}
