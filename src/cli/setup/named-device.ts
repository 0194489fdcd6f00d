import { MFA_SERIAL } from "../../profiles/key-generations.ts";
import { findProfile } from "../../profiles/profile.ts";
import { inheritedSetting } from "../../targets/setting.ts";
import type { KnownBefore } from "./known-before.ts";

/** The MFA device that a profile of a user's keys names, or else `default`. */
export function namedDevice(profile: string, { files }: Pick<KnownBefore, "files">): string | undefined {
  const lineage = [profile, "default"].flatMap((name) => findProfile(files, name) ?? []);
  return inheritedSetting(lineage, ...MFA_SERIAL)?.value;
}
