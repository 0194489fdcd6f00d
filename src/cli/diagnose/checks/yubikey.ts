import { ActasError } from "../../../base/errors.ts";
import { YUBIKEY_LABEL, YUBIKEY_SERIAL } from "../../../profiles/key-generations.ts";
import { profileNames, profileOrNone } from "../../../profiles/profile.ts";
import { findProgram } from "../../../system/find-program.ts";
import { ownSurroundings } from "../../../system/own-surroundings.ts";
import type { Check } from "../check.ts";
import type { Scene } from "../scene.ts";

/** Whether `ykman`, which reads codes from a YubiKey, is there where a profile wants it. */
export const yubikey: Check = {
  name: "yubikey",
  run: async (scene) => {
    const ykman = findProgram("ykman", ownSurroundings());
    const wants = profilesWithKey(scene);
    if (ykman) return [{ severity: "fine", words: `ykman is ${ykman}` }];
    if (wants.length === 0) return [];
    const words = `profile "${wants[0]}" names a YubiKey, and ykman is not on PATH`;
    return [{ severity: "warning", words, mend: ["install the package yubikey-manager"] }];
  },
};

function profilesWithKey({ files }: Scene): string[] {
  if (files instanceof ActasError) return [];
  return profileNames(files).filter((name) => {
    const settings = profileOrNone(files, name)?.settings;
    return [...YUBIKEY_SERIAL, ...YUBIKEY_LABEL].some((key) => settings?.has(key));
  });
}
