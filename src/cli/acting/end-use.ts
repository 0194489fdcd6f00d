import { existsSync } from "node:fs";
import { isStandIn } from "../../agent-api/grants-folder.ts";
import { FILE_STAND_INS } from "../../base/credential-request.ts";
import type { EnvironmentChanges } from "../../base/environment.ts";
import { ActasError } from "../../base/errors.ts";
import { clearedVariables } from "../../delivery/environment-variables.ts";
import { dialectOf } from "../../shells/dialects.ts";
import { print } from "../../system/print.ts";
import { askRunning } from "../asking/ask.ts";
import { markBrought } from "../environment/brought-variables.ts";
import { say } from "../terminal/say.ts";
import { type AskingShell, shellStateText, stateAfter } from "./shell-state.ts";

/**
 * Ends what the shell acts as, and prints what puts back what was there before: also when the agent does not answer, as
 * the shell is not to go on acting when the user has said the contrary.
 */
export async function endUse({ pid, shell, state }: AskingShell): Promise<void> {
  try {
    await askRunning({ request: "end-shell-grants", shell: pid });
  } catch (error) {
    if (!(error instanceof ActasError) || error.code !== "agent-unreachable") throw error;
    say(`actas: what this shell was given ends with the shell: ${error.message}`);
  }
  const dialect = await dialectOf(shell);
  const kept = { state: shellStateText(stateAfter(state, undefined)) };
  const isOuters = process.env.ACTAS_TARGET !== undefined;
  const text = isOuters && (!state.now || isOver()) ? dialect.forgotten(withoutIdentity(), kept) : dialect.ended(kept);
  print(text.trimEnd());
}

/** What the shell inherited was its own, as after `exec zsh`, or that of a shell that is gone. */
function isOver(): boolean {
  const { AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file } = process.env;
  return file !== undefined && !existsSync(file);
}

/** Removes a target that was inherited. The user's own files come back, and what was set for a proxy stays. */
function withoutIdentity(): EnvironmentChanges {
  const files = Object.entries(FILE_STAND_INS).flatMap(([name, standIn]) => {
    const isOurs = isStandIn(process.env[name] ?? "");
    return [...(isOurs ? [[name, process.env[standIn] ?? null] as const] : []), [standIn, null] as const];
  });
  return markBrought({
    ...clearedVariables(),
    ...Object.fromEntries(files),
    MINIO_SHARED_CREDENTIALS_FILE: null,
    ACTAS_TARGET: null,
    ACTAS_EXPIRATION: null,
  });
}
