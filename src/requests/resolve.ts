import type { CredentialRequest } from "../base/credential-request.ts";
import { ActasError } from "../base/errors.ts";
import { asRequested, type Surroundings } from "../base/surroundings.ts";
import { CannotAsk, type Conversation } from "../conversation/conversation.ts";
import { kindOf } from "../targets/kinds/kinds.ts";
import type { DeliveryKind } from "../targets/profile-chain.ts";
import type { ResolvedTarget } from "../targets/resolved-target.ts";
import { type Readers, readFiles } from "./read-files.ts";

/**
 * Looks up the names in a target now, so that a change of the files counts from the next request on.
 *
 * @param surroundings - of the command that asks: a profile's command runs in them, so they are part of the target
 * @throws {ActasError} `profile-not-found`; `source-not-found`; `unsupported`; `usage`; `configuration`; `access-denied` for what
 *   the user's settings refuse
 */
export async function resolve(
  readers: Readers,
  request: CredentialRequest,
  delivery: DeliveryKind,
  surroundings: () => Promise<Surroundings>,
): Promise<ResolvedTarget> {
  const target = readers.resolved.resolve(request, await readFiles(readers, request.environment), delivery);
  const { source } = target;
  const kind = kindOf(source);
  if (!kind.commandOf(source)) return target;
  return { ...target, source: kind.within(source, asRequested(await surroundings(), request.environment)) };
}

/** Directory and environment of the command that asks. @throws {ActasError} `cancelled` when it is gone */
export async function surroundingsOf(conversation: Conversation): Promise<Surroundings> {
  try {
    return await conversation.surroundings();
  } catch (error) {
    if (!(error instanceof CannotAsk)) throw error;
    throw new ActasError("cancelled", `cannot run a command of a profile: ${error.reason}`);
  }
}
