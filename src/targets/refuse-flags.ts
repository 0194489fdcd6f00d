import type { CredentialRequest } from "../base/credential-request.ts";
import { ActasError } from "../base/errors.ts";
import type { ResolvedTarget } from "./resolved-target.ts";
import { sessionRule } from "./session-rule.ts";

type Parts = Pick<ResolvedTarget, "source" | "chain">;

/**
 * Refuses a flag that would have no effect: whoever typed it counts on it.
 *
 * @throws {ActasError} `usage`
 */
export function refuseFlags(request: CredentialRequest, { source, chain }: Parts): void {
  const { serialNumber, tokenCode, grantType, externalId, roleSessionName, durationSeconds } = request;
  if ("source" in source) {
    const { id } = source.source;
    refuse({ "--mfa-serial": serialNumber, "--otp": tokenCode }, `"${id}" asks for what it needs in the browser`);
    refuse(
      { "--duration": chain.length > 0 ? undefined : durationSeconds },
      `"${id}" decides how long its credentials last`,
    );
  } else {
    refuse({ "--grant": grantType }, "the target does not start with a sign-in");
  }
  if (chain.length === 0) {
    const noRole = "profile" in source ? `profile "${source.profile}" assumes no role` : "the target assumes no role";
    refuse({ "--external-id": externalId, "--role-session-name": roleSessionName }, noRole);
  }
  if (!("profile" in source)) return;
  const named = `profile "${source.profile}"`;
  if (source.kind === "iam-user" && source.sessionToken) {
    refuseUsersFlags(request, { chain }, `${named} has temporary keys`);
  } else if (sessionRule({ source, chain }) !== "keys-as-they-are") {
    const noDevice = `${named} has no \`mfa_serial\`; \`--mfa-serial\` names the device`;
    if (!source.serialNumber) refuse({ "--otp": tokenCode }, noDevice);
  } else if (source.sessionTokenUse === "never" && chain.length === 0) {
    refuseUsersFlags(request, { chain }, `${named} gives the keys themselves, as \`session_token = never\` says`);
  } else {
    refuse({ "--otp": tokenCode }, `${named} has no \`mfa_serial\`; \`--mfa-serial\` names the device`);
  }
}

/**
 * Refuses the flags that are about signing in an IAM user, where the source's credentials need nothing of the kind.
 *
 * @param why - whose credentials they are, and what kind: it begins the reason
 * @throws {ActasError} `usage`
 */
export function refuseUsersFlags(request: CredentialRequest, { chain }: Pick<Parts, "chain">, why: string): void {
  const { serialNumber, tokenCode, durationSeconds } = request;
  refuse({ "--mfa-serial": serialNumber, "--otp": tokenCode }, `${why}, which take no MFA code`);
  if (chain.length === 0) refuse({ "--duration": durationSeconds }, `${why}, which last as long as they last`);
}

function refuse(flags: Readonly<Record<string, unknown>>, reason: string): void {
  const flag = Object.keys(flags).find((name) => flags[name] !== undefined);
  if (flag) throw new ActasError("usage", `cannot use \`${flag}\`: ${reason}`);
}
