import type { EnvironmentChanges } from "../../base/environment.ts";
import { ActasError } from "../../base/errors.ts";

/**
 * Refuses values with control characters: they are printed unchanged, perhaps on a terminal, and servers choose some of
 * them.
 *
 * @throws {ActasError} `configuration`
 */
export function refuseControls(environment: EnvironmentChanges): void {
  for (const [name, value] of Object.entries(environment)) {
    if (!/\p{Cc}/u.test(value ?? "")) continue;
    throw new ActasError("configuration", `cannot export ${name}: its value has control characters`);
  }
}
