import { changeAwsFiles } from "../../../profiles/change-aws-files.ts";
import { MFA_SERIAL } from "../../../profiles/key-generations.ts";
import { findProfile } from "../../../profiles/profile.ts";
import { headerOfProfile, sectionsOfProfile } from "../../../profiles/sections-of-profile.ts";
import type { KnownBefore } from "../known-before.ts";

/**
 * Writes which MFA device a profile uses into the config file, unless the profile names one already.
 *
 * @returns the file that was changed
 * @throws {ActasError} `system`
 */
export async function writeSerialNumber(
  profile: string,
  value: string,
  { environment, files }: KnownBefore,
): Promise<string | undefined> {
  const settings = findProfile(files, profile)?.settings;
  if (MFA_SERIAL.some((key) => settings?.has(key))) return undefined;
  const setting = { key: "mfa_serial", value };
  const { write } = changeAwsFiles(environment, (file, which) => {
    if (which !== "config") return;
    const section = sectionsOfProfile(file, which, profile).at(-1);
    if (section === undefined) file.add(headerOfProfile(profile), [setting]);
    else file.set(section, setting);
  });
  const [path] = await write();
  return path;
}
