import { partitionOf } from "../../base/arn.ts";
import type { CredentialRequest } from "../../base/credential-request.ts";
import type { Network } from "../../network/network.ts";
import { DEFAULT_SESSION_SECONDS, sessionDuration, type Tell } from "../durations.ts";
import type { StsCaller } from "../endpoints/sts-location.ts";
import { mfaDevice, yubikeyOf } from "../mfa-device.ts";
import { refuse, refuseRoleFlags, refuseUsersFlags } from "../refuse-flags.ts";
import type { RoleHop } from "../role-hops.ts";
import { builtIn, inheritedSetting, type Lineage, type Setting, unusable } from "../setting.ts";
import type { ProfileParts } from "./source-kind.ts";
import type { UserReference } from "./user-reference.ts";
import { usersRule } from "./users-rule.ts";

/** Common to every kind of source that gives an IAM user's keys. */
export const USERS = {
  assumedBy: "user",
  signInOf: () => undefined,
  roleOf: () => undefined,
  accountOf: () => undefined,
  signInOfProfile: () => undefined,
  over: <R extends UserReference>(source: R, network: Network): R => ({ ...source, sts: { ...source.sts, network } }),
  refuseFlags: (request: CredentialRequest, source: UserReference, chain: readonly RoleHop[]): void => {
    refuseForeignFlags(request, source, chain);
    refuseKeysFlags(request, source, chain);
  },
} as const;

/** The setting `session_token`: whether to call GetSessionToken before AssumeRole. */
export function sessionTokenUse(lineage: Lineage): Setting<UserReference["sessionTokenUse"]> {
  const setting = inheritedSetting(lineage, "session_token") ?? builtIn("auto");
  const { value, origin } = setting;
  if (value === "auto" || value === "always" || value === "never") return { value, origin };
  throw unusable(setting, "it is not `auto`, `always` or `never`");
}

/** The user that a profile describes. @throws {ActasError} `configuration`, `usage` */
export function userReference(
  { source, firstRoleArn, lineage }: ProfileParts,
  request: CredentialRequest,
  tell: Tell,
): Omit<UserReference, "sts"> {
  const serialNumber = mfaDevice(lineage, request)?.value;
  const yubikey = serialNumber && yubikeyOf(lineage);
  const codeCommand = serialNumber && inheritedSetting(lineage, "mfa_process")?.value;
  const use = sessionTokenUse(lineage).value;
  const isForRole = firstRoleArn !== undefined && !request.sessionOnly;
  const mayBeSession = use === "always" || (use === "auto" && (!isForRole || serialNumber));
  // If there is a role, the flag is about the role.
  const asked = isForRole ? { environment: request.environment } : request;
  return {
    profile: source.name,
    ...(serialNumber && { serialNumber }),
    ...(yubikey && { yubikey }),
    ...(codeCommand && { codeCommand }),
    sessionDurationSeconds: mayBeSession ? sessionDuration(lineage, asked, tell).value : DEFAULT_SESSION_SECONDS,
    sessionTokenUse: use,
  };
}

/** The caller of STS that has the user's keys. */
export function userAsCaller({ source, defaults, firstRoleArn }: ProfileParts, serialNumber?: string): StsCaller {
  const partition = partitionOf(firstRoleArn ?? serialNumber ?? "") ?? "aws";
  return { own: source, lineage: [source, ...defaults], partition };
}

/** The settings that decide which session the user's keys are exchanged for; see `SourceKind.keyParts`. */
export function usersKeyParts({ serialNumber, sessionDurationSeconds, sessionTokenUse, sts }: UserReference) {
  return [serialNumber, sessionDurationSeconds, sessionTokenUse, sts.endpointUrl, sts.scope] as const;
}

/** Refuses flags that have no effect on a target that starts at a profile's keys. @throws {ActasError} `usage` */
export function refuseForeignFlags(
  request: CredentialRequest,
  { profile }: UserReference,
  chain: readonly RoleHop[],
): void {
  refuse({ "--grant": request.grantType }, "the target does not start with a sign-in");
  refuseRoleFlags(request, chain, `profile "${profile}" assumes no role`);
}

/** Refuses flags that have no effect on the user's long-term keys. @throws {ActasError} `usage` */
function refuseKeysFlags(request: CredentialRequest, user: UserReference, chain: readonly RoleHop[]): void {
  const { tokenCode } = request;
  const named = `profile "${user.profile}"`;
  const noDevice = `${named} has no \`mfa_serial\`; \`--mfa-serial\` names the device`;
  if (usersRule(user, chain) !== "keys-as-they-are") {
    if (!user.serialNumber) refuse({ "--otp": tokenCode }, noDevice);
  } else if (user.sessionTokenUse === "never" && chain.length === 0) {
    refuseUsersFlags(request, { chain }, `${named} gives the keys themselves, as \`session_token = never\` says`);
  } else {
    refuse({ "--otp": tokenCode }, noDevice);
  }
}
