import type { RequestEnvironment } from "../../base/credential-request.ts";
import type { ProfileFiles } from "../../profiles/profile-reader.ts";
import type { SourceDefinitions } from "../../source-files/source-definitions.ts";
import { describeProfile, type ProfileDescription } from "../../targets/describe-profile.ts";

/** Thrown to here only, so that it is no error of a user. */
class SourcesNeeded extends Error {}

/** Source files that are not read yet: whatever looks at them says so. */
const UNREAD: SourceDefinitions = {
  get sources(): never {
    throw new SourcesNeeded();
  },
  get unusable(): never {
    throw new SourcesNeeded();
  },
  get aliases(): never {
    throw new SourcesNeeded();
  },
};

/**
 * Describes a profile. Few profiles name a source of a source file, and reading those files takes longer than all the
 * rest, so they are read only when the description needs them.
 *
 * @throws {ActasError} `profile-not-found`
 */
export async function readDescription(
  name: string,
  files: ProfileFiles,
  readSources: () => Promise<SourceDefinitions>,
  environment: RequestEnvironment,
): Promise<ProfileDescription> {
  try {
    return describeProfile(name, files, UNREAD, environment);
  } catch (error) {
    if (!(error instanceof SourcesNeeded)) throw error;
  }
  return describeProfile(name, files, await readSources(), environment);
}
