import type { EnvironmentChanges } from "../../base/environment.ts";
import { ActasError } from "../../base/errors.ts";

/** `\p{Cc}` without the flag `u`, which takes ten times as long to compile. */
const CONTROLS = String.raw`[\x00-\x1F\x7F-\x9F]`;
const CONTROL = new RegExp(CONTROLS);

/**
 * Refuses values with control characters: they are printed unchanged, perhaps on a terminal, and servers choose some of
 * them.
 *
 * @throws {ActasError} `configuration`
 */
export function refuseControls(environment: EnvironmentChanges): void {
  for (const [name, value] of Object.entries(environment)) {
    if (!CONTROL.test(value ?? "")) continue;
    throw new ActasError("configuration", `cannot export ${name}: its value has control characters`);
  }
}
