import type { RequestEnvironment } from "../base/credential-request.ts";
import type { EnvironmentChanges } from "../base/environment.ts";
import { findProfile } from "../profiles/profile.ts";
import type { Readers } from "./read-files.ts";

/**
 * What programs read that were written for other tools, where `config.json` says `"compat": true`: the profile, in the
 * variable of aws-runas. A role that is named by its ARN, or lent by a source, has none.
 */
export async function variablesOfOthers(
  { profiles, settings }: Pick<Readers, "profiles" | "settings">,
  target: string,
  environment: RequestEnvironment,
): Promise<EnvironmentChanges> {
  if (!(await settings.compat(environment))) return {};
  const isProfile = findProfile(await profiles.read(environment), target) !== undefined;
  return { AWSRUNAS_PROFILE: isProfile ? target : null };
}
