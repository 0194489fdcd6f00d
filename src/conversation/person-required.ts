import { ActasError } from "../base/errors.ts";
import { shellWord } from "../base/shell-word.ts";
import type { Pending } from "./conversation.ts";

/** The error for something only a person can do, when none could be asked; `reason` says why not. */
export function personRequired(pending: Pending, reason: string): ActasError {
  return pending.kind === "mfa-code"
    ? mfaRequired(pending.serialNumber, pending.target, reason)
    : signInRequired(pending.source, reason);
}

function mfaRequired(serialNumber: string, target: string, reason: string): ActasError {
  return new ActasError("mfa-required", `cannot ask for the MFA code of ${serialNumber}: ${reason}`, {
    hints: [
      `run \`actas whoami ${shellWord(target)}\` in a terminal: it asks for the code, and waiting programs go on`,
    ],
  });
}

/** `reason`: why there is no sign-in that serves, or why none can be made here. */
function signInRequired(source: string, reason: string): ActasError {
  return new ActasError("sign-in-required", `cannot get credentials from "${source}": ${reason}`, {
    hints: [`run \`actas login ${shellWord(source)}\`; waiting programs go on by themselves`],
  });
}
