import { parseRoleArn } from "../base/arn.ts";
import type { RequestEnvironment } from "../base/credential-request.ts";
import { ActasError } from "../base/errors.ts";
import { listedName, type RoleEntry } from "../base/role-entry.ts";
import { MFA_SERIAL } from "../profiles/key-generations.ts";
import { profileNames, profileOrNone } from "../profiles/profile.ts";
import type { ProfileFiles } from "../profiles/profile-reader.ts";
import type { SourceDefinition } from "../source-files/source-definition.ts";
import { type ProfileChain, profileChain } from "../targets/profile-chain.ts";
import { ownSetting } from "../targets/setting.ts";
import type { TargetFiles } from "./resolved-targets.ts";
import { usableTargets } from "./usable-profiles.ts";

/** A role that a user assumes, and the profiles that do only that. */
export type ProfilesByRole = ReadonlyMap<string, readonly string[]>;

/** The roles that profiles assume first with the keys of another profile. */
export function rolesInProfiles(user: string, files: ProfileFiles): ProfilesByRole {
  const roles = new Map<string, string[]>();
  for (const name of profileNames(files)) {
    const chain = chainOf(name, files);
    const first = chain?.steps.at(-1)?.roleArn.value;
    if (!first || chain.source.name !== user) continue;
    const profiles = roles.get(first) ?? [];
    roles.set(first, profiles);
    if (chain.steps.length === 1) profiles.push(name);
  }
  return roles;
}

/** The profiles that name an MFA device themselves. */
export function profilesWithDevice(serialNumber: string, files: ProfileFiles): readonly string[] {
  return profileNames(files).filter((name) => {
    const setting = ownSetting(profileOrNone(files, name), ...MFA_SERIAL);
    return setting?.value === serialNumber;
  });
}

/** The roles of a source that profiles are about, for one that cannot list them itself. */
export function rolesOfSource(
  { id }: SourceDefinition,
  read: TargetFiles,
  environment: RequestEnvironment,
): readonly RoleEntry[] {
  const profiles = new Map<string, string[]>();
  for (const { name, target } of usableTargets(profileNames(read.files), read, environment)) {
    const { source } = target;
    if (!("source" in source) || !("role" in source) || source.source.id !== id) continue;
    const role = listedName(source.role);
    profiles.set(role, [...(profiles.get(role) ?? []), name]);
  }
  return [...profiles].map(([name, by]) => {
    const accountId = /^\d{12}(?=\/)/.exec(name)?.[0] ?? parseRoleArn(name)?.accountId;
    return { name, description: `profile ${by.join(", ")}`, ...(accountId && { accountId }) };
  });
}

/** A profile that cannot be used is no reason to list nothing. */
function chainOf(name: string, files: ProfileFiles): ProfileChain | undefined {
  try {
    return profileChain(name, files, { delivery: "other", place: "target" });
  } catch (error) {
    if (error instanceof ActasError) return undefined;
    throw error;
  }
}
