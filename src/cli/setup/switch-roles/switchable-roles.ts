import { parseRoleArn } from "../../../base/arn.ts";
import type { CredentialRequest } from "../../../base/credential-request.ts";
import { ActasError } from "../../../base/errors.ts";
import { isSeen } from "../../../base/printable.ts";
import { profileNames } from "../../../profiles/profile.ts";
import { mfaDevice } from "../../../targets/mfa-device.ts";
import { type ProfileChain, profileChain } from "../../../targets/profile-chain.ts";
import { lineageOf } from "../../../targets/resolve-target.ts";
import type { KnownBefore } from "../known-before.ts";

/** A role that a profile assumes with the credentials of another one, or could. */
export interface SwitchableRole {
  /** Its name; one that it could have if there is none. */
  readonly profile: string;
  readonly roleArn: string;
  readonly accountId: string;
  readonly roleName: string;
  /** The profile whose credentials assume it. */
  readonly source: string;
  /** The account of that profile, if the files or AWS tell. */
  readonly sourceAccountId?: string;
  readonly sourceAccountAlias?: string;
  readonly mfaSerial?: string;
  readonly externalId?: string;
  readonly region?: string;
  /** Six hexadecimal digits. */
  readonly color?: string;
}

/** The roles of all profiles, and the profiles with a role that cannot be switched to, with the reason. */
export interface FoundSwitchable {
  readonly roles: readonly SwitchableRole[];
  readonly leftOut: readonly { readonly profile: string; readonly reason: string }[];
}

/** Finds the roles that the AWS files name. Nothing is asked. */
export function switchableRoles({ environment, files }: KnownBefore): FoundSwitchable {
  const roles: SwitchableRole[] = [];
  const leftOut: { profile: string; reason: string }[] = [];
  for (const profile of profileNames(files)) {
    try {
      const chain = profileChain(profile, files, { delivery: "other", place: "target" });
      if (chain.steps.length === 0) continue;
      roles.push(roleOf(profile, chain, { environment, files }));
    } catch (error) {
      if (!(error instanceof ActasError)) throw error;
      leftOut.push({ profile, reason: error.message });
    }
  }
  return { roles, leftOut };
}

/** @throws {ActasError} why it is left out */
function roleOf(
  profile: string,
  chain: ProfileChain,
  { environment, files }: Pick<KnownBefore, "environment" | "files">,
): SwitchableRole {
  const [step, ...others] = chain.steps;
  const role = step && parseRoleArn(step.roleArn.value);
  if (!step || !role) throw leaveOut("its role is not the ARN of one");
  if (others.length > 0) throw leaveOut("its role is assumed from another role");
  const request: CredentialRequest = { environment, freshness: "cached", interaction: "never" };
  const mfaSerial = mfaDevice(lineageOf(chain, files), request)?.value;
  const own = (key: string) => step.profile.settings.get(key)?.value;
  const sourceAccountId = accountIn(mfaSerial) ?? chain.source.settings.get("sso_account_id")?.value;
  const [color, externalId, region] = [own("color"), own("external_id"), own("region")];
  const texts = [profile, chain.source.name, externalId, region];
  if (!texts.every((text) => isSeen(text ?? ""))) throw leaveOut("it has invisible characters");
  return {
    profile,
    roleArn: step.roleArn.value,
    accountId: role.accountId,
    roleName: role.roleName,
    source: chain.source.name,
    ...(sourceAccountId !== undefined && { sourceAccountId }),
    ...(mfaSerial !== undefined && { mfaSerial }),
    ...(externalId !== undefined && { externalId }),
    ...(region !== undefined && { region }),
    ...(color !== undefined && /^[\da-f]{6}$/i.test(color) && { color }),
  };
}

function accountIn(mfaSerial: string | undefined): string | undefined {
  return /^arn:[\w-]+:iam::(\d{12}):mfa\//.exec(mfaSerial ?? "")?.[1];
}

function leaveOut(reason: string): ActasError {
  return new ActasError("configuration", reason);
}
