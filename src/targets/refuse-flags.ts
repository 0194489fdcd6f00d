import type { CredentialRequest } from "../base/credential-request.ts";
import { ActasError } from "../base/errors.ts";
import type { RoleHop } from "./role-hops.ts";

/** Refuses the first of these flags that was given. @throws {ActasError} `usage` */
export function refuse(flags: Readonly<Record<string, unknown>>, reason: string): void {
  const flag = Object.keys(flags).find((name) => flags[name] !== undefined);
  if (flag) throw new ActasError("usage", `cannot use \`${flag}\`: ${reason}`);
}

/** Refuses the flags that are about a role, where the chain has none. @throws {ActasError} `usage` */
export function refuseRoleFlags(request: CredentialRequest, chain: readonly RoleHop[], noRole: string): void {
  if (chain.length > 0) return;
  const { externalId, roleSessionName } = request;
  refuse({ "--external-id": externalId, "--role-session-name": roleSessionName }, noRole);
}

/**
 * Refuses the flags about signing in an IAM user, where the source's credentials need no such sign-in.
 *
 * @param why - the kind of the credentials; begins the reason
 * @throws {ActasError} `usage`
 */
export function refuseUsersFlags(
  request: CredentialRequest,
  { chain }: { readonly chain: readonly RoleHop[] },
  why: string,
): void {
  const { serialNumber, tokenCode, durationSeconds } = request;
  refuse({ "--mfa-serial": serialNumber, "--otp": tokenCode }, `${why}, which take no MFA code`);
  if (chain.length === 0) refuse({ "--duration": durationSeconds }, `${why}, which last as long as they last`);
}
