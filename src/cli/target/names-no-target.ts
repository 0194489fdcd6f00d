import type { CredentialFlags } from "./credential-flags.ts";

/** Whether neither an option nor the environment names a profile or source. */
export function namesNoTarget({ profile, server }: CredentialFlags): boolean {
  const { AWS_DEFAULT_PROFILE, AWS_PROFILE } = process.env;
  return !profile && !server && !AWS_PROFILE && !AWS_DEFAULT_PROFILE;
}
