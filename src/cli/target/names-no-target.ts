import type { CredentialFlags } from "./credential-flags.ts";

/** Whether neither an option nor the environment names a profile, a source or the token of a role. */
export function namesNoTarget({ profile, server }: CredentialFlags): boolean {
  const { AWS_DEFAULT_PROFILE, AWS_PROFILE, AWS_WEB_IDENTITY_TOKEN_FILE } = process.env;
  return !profile && !server && !AWS_PROFILE && !AWS_DEFAULT_PROFILE && !AWS_WEB_IDENTITY_TOKEN_FILE;
}
