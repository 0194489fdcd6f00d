import type { CredentialRequest } from "../../base/credential-request.ts";

/** Whether the user may be asked, when no option says so: ACTAS_NON_INTERACTIVE is for whole scripts. */
export function defaultInteraction(otherwise: "allowed" | "code-only" = "allowed"): CredentialRequest["interaction"] {
  return process.env.ACTAS_NON_INTERACTIVE ? "never" : otherwise;
}
