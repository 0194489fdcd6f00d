import { ActasError } from "../../base/errors.ts";
import { mfaCode } from "../../conversation/mfa-code.ts";

/**
 * An MFA code that was given, which is looked at before anything is done: perhaps none is needed, and the slip would
 * show only the next time. It is not repeated, since it may be something else that is secret.
 *
 * @param name - of the option or variable that gives it
 * @throws {ActasError} `usage`
 */
export function typedCode(text: string, name: string): string {
  const code = mfaCode(text);
  if (code !== undefined) return code;
  throw new ActasError("usage", `cannot use \`${name}\`: a code is six digits`, {
    hints: ["without it, the code is asked for when one is needed"],
  });
}
