import type { Environment } from "../base/environment.ts";
import { ActasError } from "../base/errors.ts";
import type { Settings } from "../settings/settled-settings.ts";

/**
 * After how many idle seconds the agent ends; `ACTAS_AGENT_IDLE_TIMEOUT` outranks the settings.
 *
 * @throws {ActasError} `configuration` when the variable is no such number
 */
export function idleTimeout({ agentIdleTimeoutSeconds }: Settings, environment: Environment): number {
  const variable = environment.ACTAS_AGENT_IDLE_TIMEOUT || undefined;
  if (variable !== undefined && !(Number(variable) > 0)) {
    throw new ActasError("configuration", "cannot use ACTAS_AGENT_IDLE_TIMEOUT: it is a number of seconds above 0");
  }
  return Number(variable ?? agentIdleTimeoutSeconds);
}
