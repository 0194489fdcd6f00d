import { ActasError } from "../base/errors.ts";
import { MFA_SERIAL } from "../profiles/key-generations.ts";
import { profileNames, profileOrNone } from "../profiles/profile.ts";
import type { ProfileFiles } from "../profiles/profile-reader.ts";
import { type ProfileChain, profileChain } from "../targets/profile-chain.ts";
import { ownSetting } from "../targets/setting.ts";

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

/** A profile that cannot be used is no reason to list nothing. */
function chainOf(name: string, files: ProfileFiles): ProfileChain | undefined {
  try {
    return profileChain(name, files, { delivery: "other", place: "target" });
  } catch (error) {
    if (error instanceof ActasError) return undefined;
    throw error;
  }
}
