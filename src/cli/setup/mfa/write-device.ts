import { changeAwsFiles } from "../../../profiles/change-aws-files.ts";
import { MFA_SERIAL } from "../../../profiles/key-generations.ts";
import { findProfile } from "../../../profiles/profile.ts";
import { headerOfProfile, sectionsOfProfile } from "../../../profiles/sections-of-profile.ts";
import { ownSetting } from "../../../targets/setting.ts";
import type { KnownBefore } from "../known-before.ts";

/** What names a device in a profile, by the keys of the AWS files. */
export interface DeviceSettings extends Readonly<Record<string, string>> {
  readonly mfa_serial: string;
}

/** The account on the key is named as well, as a profile that is inherited from may name another one. */
export function settingsOf(serialNumber: string, yubikey: string | undefined): DeviceSettings {
  return {
    mfa_serial: serialNumber,
    ...(yubikey !== undefined && { actas_yubikey_serial: yubikey, actas_yubikey_label: serialNumber }),
  };
}

/**
 * Writes which MFA device a profile uses into the config file, unless the profile names one already.
 *
 * @returns the file that was changed
 * @throws {ActasError} `system`
 */
export async function writeDevice(
  profile: string,
  device: DeviceSettings,
  { environment, files }: KnownBefore,
): Promise<string | undefined> {
  if (ownSetting(findProfile(files, profile), ...MFA_SERIAL)) return undefined;
  const settings = Object.entries(device).map(([key, value]) => ({ key, value }));
  const { write } = changeAwsFiles(environment, (file, which) => {
    if (which !== "config") return;
    const section = sectionsOfProfile(file, which, profile).at(-1);
    if (section === undefined) file.add(headerOfProfile(profile), settings);
    else for (const setting of settings) file.set(section, setting);
  });
  const [path] = await write();
  return path;
}
