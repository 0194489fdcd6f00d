import { INCLUDED_PROFILE } from "../profiles/key-generations.ts";
import { hasKeys, type Profile } from "../profiles/profile.ts";
import { nameOf, ownSetting } from "./setting.ts";

/** With these, aws-vault assumes a role. */
const OF_SESSIONS = ["session_tags", "transitive_session_tags", "source_identity"];

/** The profiles that assume roles, and the one that names the source. */
interface Chain {
  readonly steps: readonly { readonly profile: Profile }[];
  readonly source: Profile;
}

/**
 * What aws-vault would heed in the profiles of a chain, and what is not done here, so that no user relies on it
 * unknowingly. A profile whose credentials come by a command is left to that.
 */
export function unheededSettings({ source, steps }: Chain): readonly string[] {
  const ofRoles = steps.map(({ profile }) => profile);
  const isOfCommand = source.settings.has("credential_process") && !hasKeys(source);
  const read = isOfCommand || ofRoles.includes(source) ? ofRoles : [...ofRoles, source];
  return [...told(read, INCLUDED_PROFILE), ...told(ofRoles, OF_SESSIONS)];
}

function told(profiles: readonly Profile[], keys: readonly string[]): readonly string[] {
  return profiles.flatMap((profile) =>
    keys.flatMap((key) => {
      const setting = ownSetting(profile, key);
      return setting ? [`${nameOf(setting)} does not count: aws-vault knows it, and it is not supported here`] : [];
    }),
  );
}
