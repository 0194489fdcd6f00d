import type { CredentialRequest } from "../../base/credential-request.ts";
import { hasFlagVariables } from "../environment/flag-variables.ts";
import { inThisEnvironment } from "../environment/in-this-environment.ts";
import { codeRequestFrom, type MfaFlags } from "./mfa-flags.ts";

/**
 * A request about the IAM user that a profile starts with, for whom a code may be asked.
 *
 * @param profile - absent: as the environment says
 * @throws {ActasError} `usage` for options that cannot be used
 */
export async function userRequest(profile: string | undefined, typed: MfaFlags): Promise<CredentialRequest> {
  const flags = hasFlagVariables(process.env) ? { ...(await flagsOfEnvironment()), ...typed } : typed;
  return {
    ...(profile !== undefined && { sourceProfile: profile }),
    ...codeRequestFrom(flags),
    freshness: "cached",
    ...inThisEnvironment(),
  };
}

async function flagsOfEnvironment(): Promise<Partial<MfaFlags>> {
  return (await import("./flags-of-environment.ts")).flagsOfEnvironment();
}
