import { ActasError } from "../base/errors.ts";

/** Why a code is of no use, in words. */
export const SAID = {
  "wrong-code": "AWS did not accept the code",
  "code-already-used": "this code was sent before, and AWS accepts each only once",
  "not-six-digits": "a code is six digits",
} as const;

/** The error when there were codes, and none of them was of use. */
export function refusedCode(serialNumber: string, reason: string): ActasError {
  return new ActasError("access-denied", `cannot use the MFA code of ${serialNumber}: ${reason}`, {
    hints: [
      "wait for the next code",
      "check that it is the device the profile names, and that this machine's clock is right",
    ],
  });
}
