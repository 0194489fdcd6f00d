import type { Environment } from "../../base/environment.ts";

/** Variables that stand for an option, by the option's name once parsed; the first that is set counts. */
export const FLAG_VARIABLES = {
  otp: ["ACTAS_MFA_CODE", "MFA_CODE"],
  mfaSerial: ["ACTAS_MFA_SERIAL", "MFA_SERIAL"],
  externalId: ["ACTAS_EXTERNAL_ID", "EXTERNAL_ID"],
} as const;

/** The variable of other tools for `--verbose`. */
export const VERBOSE_OF_OTHERS = "VERBOSE";

/** Whether one of them is set, though perhaps it does not count. */
export function hasFlagVariables(environment: Environment): boolean {
  // Loops, because the first call of `some` takes 0.07 ms.
  for (const names of Object.values(FLAG_VARIABLES)) for (const name of names) if (environment[name]) return true;
  return Boolean(environment[VERBOSE_OF_OTHERS]);
}
