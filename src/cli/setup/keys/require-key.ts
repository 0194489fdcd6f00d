import { ActasError } from "../../../base/errors.ts";
import { keptKeyOf, type Profile } from "../../../profiles/profile.ts";
import { requireProfile } from "../../../targets/require-profile.ts";
import { inShell, typedProfile } from "../../../targets/typed-target.ts";
import type { KnownKeys } from "./known-keys.ts";

/** A profile, and the kept key that it names. */
export interface ProfileWithKey {
  readonly profile: Profile;
  readonly accessKeyId: string;
}

/**
 * @param verb - completes "cannot … the key of profile"
 * @throws {ActasError} `profile-not-found`; `configuration` for a profile that names no key in a keyring
 */
export function requireKey(name: string, verb: string, { files }: KnownKeys): ProfileWithKey {
  const profile = requireProfile(name, files);
  const accessKeyId = keptKeyOf(profile);
  if (accessKeyId && !profile.keys) return { profile, accessKeyId };
  const reason = profile.keys ? `its key is in the clear in ${profile.keys.file}` : "it names no key in a keyring";
  const hint = profile.keys
    ? `\`actas keys import ${inShell(typedProfile(name))}\` moves it`
    : `\`actas keys add ${inShell(typedProfile(name))}\` asks for one`;
  throw new ActasError("configuration", `cannot ${verb} the key of profile "${name}": ${reason}`, { hints: [hint] });
}
