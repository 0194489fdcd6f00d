import { ActasError } from "../base/errors.ts";
import { HIDDEN_ROLE_ARN, SOURCE_PROFILE } from "../profiles/key-generations.ts";
import type { Profile } from "../profiles/profile.ts";
import type { ProfileFiles } from "../profiles/profile-reader.ts";
import { callsActas } from "../targets/calls-actas.ts";
import { profileChain } from "../targets/profile-chain.ts";
import { ownSetting } from "../targets/setting.ts";
import { targetOfCommand } from "../targets/target-of-command.ts";

/** What a profile is, and the profile of the user that it starts with, if there is one. */
interface OtherProfile {
  readonly reason: string;
  readonly user?: string | undefined;
}

/** By these settings credentials come that are not of an IAM user's key. */
const WAYS = {
  sso_account_id: "it signs in to IAM Identity Center",
  sso_session: "it signs in to IAM Identity Center",
  sso_start_url: "it signs in to IAM Identity Center",
  web_identity_token_file: "it gets a role by the token in `web_identity_token_file`",
  credential_source: "it gets a role by its `credential_source`",
} as const;

/**
 * Why a long-term key in this profile would not be whom the profile means: everything that is done for the profile, as
 * in a rotation, would be about another user. Undefined for the profile of an IAM user.
 */
export function otherThanUser(profile: Profile, files: ProfileFiles): OtherProfile | undefined {
  const { name, settings } = profile;
  for (const [key, reason] of Object.entries(WAYS)) if (settings.has(key)) return { reason };
  const role = ownSetting(profile, ...HIDDEN_ROLE_ARN, "role_arn")?.value;
  if (role && ownSetting(profile, ...SOURCE_PROFILE)?.value !== name) {
    const user = userOfRole(profile, files);
    return { reason: `it means ${role}${user === undefined ? "" : `, by the keys of profile "${user}"`}`, user };
  }
  const target = targetOfCommand(name, files);
  if (target !== undefined) return { reason: `it stands for "${target}", as its \`credential_process\` says` };
  const command = settings.get("credential_process")?.value;
  if (command && !callsActas(command)) return { reason: "its credentials come by its `credential_process`" };
  return undefined;
}

/** Undefined where there is none, as for a chain that does not end. */
function userOfRole(profile: Profile, files: ProfileFiles): string | undefined {
  try {
    const { source } = profileChain(profile.name, files, { delivery: "other", place: "target" });
    return source.name === profile.name ? undefined : source.name;
  } catch (error) {
    if (error instanceof ActasError) return undefined;
    throw error;
  }
}
