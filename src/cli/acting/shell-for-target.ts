import { ActasError } from "../../base/errors.ts";
import type { Mode } from "../../settings/limits.ts";
import { inheritedDescriptors } from "../../system/processes/inherited-descriptors.ts";
import { chosenTarget } from "../target/chosen-target.ts";
import { agentUseFrom, type CredentialFlags } from "../target/credential-flags.ts";
import { namesNoTarget } from "../target/names-no-target.ts";
import { userIsThere } from "../terminal/asking-problem.ts";
import { runShell } from "./run-shell.ts";

export interface ShellFlags extends CredentialFlags {
  readonly mode?: Mode;
}

/**
 * Becomes the user's shell, acting as a target; where none is named in any way, the user chooses it from a list.
 *
 * @param prompt - whether the prompt says what the shell acts as, and `as` is there
 * @throws {ActasError} before the shell starts
 */
export async function shellForTarget(
  target: string | undefined,
  flags: ShellFlags,
  prompt: "shown" | "left-alone",
): Promise<never> {
  // The picker may still have a connection to the agent when the shell starts, which must not inherit it.
  const inherited = inheritedDescriptors();
  const pick = flags.pick || (target === undefined && namesNoTarget(flags));
  const { mode, targetRequest } = await chosenTarget(target, { ...flags, ...(pick && { pick }) });
  return runShell({
    targetRequest,
    agent: agentUseFrom(flags),
    mode: flags.mode ?? (flags.agent ? (mode ?? "container") : "env"),
    inherited,
    told: pick,
    prompt,
  });
}

/** `actas shell [TARGET]`. @throws {ActasError} `usage` without a user to type into it */
export async function shellTyped([target, ...more]: readonly string[], flags: ShellFlags): Promise<never> {
  if (!userIsThere()) throw notTyped();
  if (more.length > 0) throw moreThanTarget();
  return shellForTarget(target, flags, "shown");
}

function notTyped(): ActasError {
  return new ActasError("usage", "cannot start a shell to type into: this is no terminal", {
    hints: ["`actas exec TARGET -- COMMAND` runs a command"],
  });
}

function moreThanTarget(): ActasError {
  return new ActasError("usage", "cannot start a shell: there is more than a target", {
    hints: ["`actas exec TARGET -- COMMAND` runs a command"],
  });
}
