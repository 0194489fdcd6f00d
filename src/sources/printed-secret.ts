import { ActasError } from "../base/errors.ts";
import { Secret } from "../base/secret.ts";
import type { Surroundings } from "../base/surroundings.ts";
import type { Conversation } from "../conversation/conversation.ts";
import type { SourceDefinition } from "../source-files/source-definition.ts";
import { ownSurroundings } from "../system/own-surroundings.ts";
import { shellOutput } from "../system/shell-output.ts";

/** Time to unlock a keyring by hand. */
const TIMEOUT_MS = 60_000;

/**
 * The client secret that `client_secret_command` prints. It is asked for whenever it is needed, and kept nowhere. It
 * identifies the client and not the person. In a renewal, for which no command waits, it is run in the environment of
 * the agent.
 *
 * @throws {ActasError} `configuration` when the command fails or prints nothing
 */
export async function printedSecret(
  { id, origin }: Pick<SourceDefinition, "id" | "origin">,
  command: string,
  conversation: Conversation,
): Promise<Secret> {
  const cannot = (reason: string): ActasError =>
    new ActasError("configuration", `cannot get the OAuth client secret of "${id}" from its command: ${reason}`, {
      hints: [`run \`client_secret_command\` of ${origin} by hand; it must work without a terminal`],
    });
  const printed = (await shellOutput(command, TIMEOUT_MS, cannot, await surroundingsOf(conversation))).trim();
  if (!printed) throw cannot("it printed nothing");
  return new Secret(printed);
}

function surroundingsOf(conversation: Conversation): Promise<Surroundings> {
  return conversation.surroundings().catch(() => ownSurroundings());
}
