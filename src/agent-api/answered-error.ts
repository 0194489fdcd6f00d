import { ActasError } from "../base/errors.ts";
import type { FromAgent } from "./messages.ts";

/** What the agent answered in place of a result. */
export function answeredError({ error, error_description, hints }: Extract<FromAgent, { type: "error" }>): ActasError {
  return new ActasError(error, error_description, { hints });
}
