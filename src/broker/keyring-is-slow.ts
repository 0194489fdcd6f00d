import { ActasError } from "../base/errors.ts";

/** What a running program is told while the keyring is waited for. It may ask again in a moment. */
export function keyringIsSlow(): ActasError {
  return new ActasError("unreachable", "cannot give credentials yet: the keyring has not answered", {
    hints: ["unlock the keyring, or wait: after 20 seconds sign-ins are looked for in memory alone"],
  });
}
