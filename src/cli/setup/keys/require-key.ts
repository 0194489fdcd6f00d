import { otherThanUser } from "../../../access-keys/other-than-user.ts";
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

type Files = Pick<KnownKeys, "files">;

type Verb = "export" | "remove" | "rotate";

/**
 * @param verb - completes "cannot … the key of profile"
 * @throws {ActasError} `profile-not-found`; `configuration` for a profile that names no key in a keyring
 */
export function requireKey(name: string, verb: Verb, known: Files): ProfileWithKey {
  const profile = requireProfile(name, known.files);
  const accessKeyId = keptKeyOf(profile);
  if (accessKeyId && !profile.keys) return { profile, accessKeyId };
  // The profile of a role can have none.
  if (!accessKeyId && !profile.keys) requireUser(profile, { verb, command: verb }, known);
  const reason = profile.keys ? `its key is in the clear in ${profile.keys.file}` : "it names no key in a keyring";
  const hint = profile.keys
    ? `\`actas keys import ${inShell(typedProfile(name))}\` moves it`
    : `\`actas keys add ${inShell(typedProfile(name))}\` asks for one`;
  throw new ActasError("configuration", `cannot ${verb} the key of profile "${name}": ${reason}`, { hints: [hint] });
}

/** The same, where the key has to be that of the user whom the profile means. @throws as {@link requireKey} */
export function requireUsersKey(name: string, verb: Verb, known: Files): ProfileWithKey {
  requireUser(requireProfile(name, known.files), { verb, command: verb }, known);
  return requireKey(name, verb, known);
}

/**
 * @param doing - `verb` completes "cannot … the key of profile"; `command` is what helps with the profile of the user
 * @throws {ActasError} `usage` for the profile of a role, a sign-in or a command
 */
export function requireUser(
  profile: Profile,
  { command, verb }: { readonly verb: string; readonly command: "add" | "import" | Verb },
  { files }: Files,
): void {
  const other = otherThanUser(profile, files);
  if (!other) return;
  const { reason, user } = other;
  const hint =
    user === undefined
      ? "a key of an IAM user has a profile of its own, such as `actas keys add NAME` writes"
      : `\`actas keys ${command} ${inShell(typedProfile(user))}\` is about the key of that user`;
  throw new ActasError("usage", `cannot ${verb} the key of profile "${profile.name}": ${reason}`, { hints: [hint] });
}
