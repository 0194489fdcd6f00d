import { z } from "zod";
import type { MadeUpAws } from "../made-up-aws.ts";
import type { SandboxKey, TemporaryKey } from "../signature/key-ring.ts";
import { FederationError } from "./federation-error.ts";

const Session = z.object({ sessionId: z.string(), sessionKey: z.string(), sessionToken: z.string() });
const Duration = z.coerce.number().int().min(900).max(43_200);

/**
 * `getSigninToken`: a sign-in token for credentials of a role.
 *
 * @throws {FederationError} the credentials are not those of a role that has not ended, or the duration is not allowed
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_enable-console-custom-url.html
 */
export function signinToken(parameters: URLSearchParams, { keys, consoleSessions, now }: MadeUpAws): string {
  const session = Session.safeParse(parsed(parameters.get("Session") ?? ""));
  if (!session.success) throw new FederationError("Session is not JSON with sessionId, sessionKey and sessionToken");
  const { sessionId, sessionKey, sessionToken } = session.data;
  const key = keys.find(sessionId);
  if (!isGood(key, sessionKey, sessionToken)) throw new FederationError("the credentials are not valid");
  const { caller } = key;
  const credentialsEnd = key.session.expiration.getTime();
  if (credentialsEnd <= now()) throw new FederationError("the credentials have expired");
  if (caller.kind !== "role-session") throw new FederationError("the credentials are not those of a role");
  const wanted = parameters.get("SessionDuration");
  if (wanted === null) return consoleSessions.giveToken({ caller, ends: credentialsEnd });
  if (caller.chained) throw new FederationError("SessionDuration is not allowed for a role that another one assumed");
  const duration = Duration.safeParse(wanted);
  if (!duration.success) throw new FederationError("SessionDuration is not between 900 and 43200");
  return consoleSessions.giveToken({ caller, ends: now() + duration.data * 1000 });
}

function isGood(key: SandboxKey | undefined, secret: string, token: string): key is TemporaryKey {
  return key?.secretAccessKey === secret && key.session?.token === token;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
