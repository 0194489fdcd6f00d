import type { CredentialRequest } from "../base/credential-request.ts";
import type { CacheFacts } from "../cache/cache-entry.ts";
import { ownerOf, targetKey } from "../cache/cache-key.ts";
import { resolve, surroundingsOf } from "../requests/resolve.ts";
import { sessionKey } from "../sources/long-term-keys/session-token.ts";
import type { SignIn } from "../sources/sign-ins.ts";
import { kindOf } from "../targets/kinds/kinds.ts";
import type { ResolvedTarget } from "../targets/resolved-target.ts";
import type { Agent } from "./agent.ts";
import type { Grant } from "./grants/grant-record.ts";
import type { Connection } from "./socket/connection.ts";

/** Which of the things that the agent holds a report is about. */
export interface ReportPart {
  readonly isHeld: (entry: CacheFacts) => boolean;
  readonly isSignIn: (signIn: SignIn) => boolean;
  readonly isGrant: (grant: Grant) => boolean;
}

/** What the agent holds for a target: its credentials, the session or sign-in they come from, and its programs. */
export async function reportPart(
  request: CredentialRequest,
  { tools }: Pick<Agent, "tools">,
  connection: Connection,
): Promise<ReportPart> {
  const target = await resolve(tools, request, "other", () => surroundingsOf(connection));
  const key = targetKey(target);
  const { signIn } = ownerOf(target);
  return {
    isHeld: (entry) => entry.key === key || isSessionOf(target, entry),
    isSignIn: (held) => held.key === signIn,
    isGrant: (grant) => grant.target === target.name,
  };
}

/** The keys that only a command knows are told by the name of its profile, which the session is listed under. */
function isSessionOf({ source }: ResolvedTarget, { key, kind, label }: CacheFacts): boolean {
  const user = kindOf(source).userOf(source);
  if (!user || kind !== "sign-in") return false;
  const { accessKeyId } = user;
  return accessKeyId ? key === sessionKey({ accessKeyId }, user) : label === user.profile;
}
