import { chosenTarget } from "./chosen-target.ts";
import type { CredentialFlags } from "./credential-flags.ts";
import { type FoundTarget, lookUpMeant } from "./look-up-meant.ts";

/** The options that name a target. */
export type NamingFlags = Pick<CredentialFlags, "profile" | "server">;

/**
 * What the files say about the target of a command that asks the user nothing.
 *
 * @throws {ActasError} whatever a request for its credentials would be refused for before any call
 */
export async function lookUpNamed(target: string | undefined, flags: NamingFlags): Promise<FoundTarget> {
  const silent = { ...flags, agent: true, cache: true, login: true, nonInteractive: true } as const;
  const { targetRequest } = await chosenTarget(target, silent);
  return lookUpMeant(targetRequest);
}
