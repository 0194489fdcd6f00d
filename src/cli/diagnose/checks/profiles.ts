import { ActasError } from "../../../base/errors.ts";
import { shellArgument } from "../../../base/shell-word.ts";
import { findProfile, givesCredentials, profileNames } from "../../../profiles/profile.ts";
import type { ProfileFiles } from "../../../profiles/profile-reader.ts";
import { describeProfile } from "../../../targets/describe-profile.ts";
import { FIRST_STEPS } from "../../../targets/require-profile.ts";
import type { Check, CheckFinding } from "../check.ts";
import type { Scene } from "../scene.ts";

/** More are not read, and the first ones say what is wrong. */
const MOST_SHOWN = 10;

/** Whether the AWS files can be read, and each profile in them: circles, keys that lead nowhere, what SDKs disagree on. */
export const profiles: Check = {
  name: "profiles",
  run: async (scene) => {
    const { files } = scene;
    if (files instanceof ActasError) return [{ severity: "error", words: files.message, mend: files.hints }];
    const names = profileNames(files);
    const problems = names.flatMap((name) => problemsOf(name, files, scene));
    const more = problems.length - MOST_SHOWN;
    if (names.length === 0) return [noProfiles(scene)];
    if (problems.length === 0) return [{ severity: "fine", words: counted(names.length) }];
    return [
      ...problems.slice(0, MOST_SHOWN),
      ...(more > 0 ? [{ severity: "warning" as const, words: `${more} more profiles cannot be used` }] : []),
    ];
  },
};

/** With a source to sign in to nobody needs a profile. */
function noProfiles({ definitions }: Scene): CheckFinding {
  const words = "there are none in the AWS files";
  const hasSources = definitions instanceof ActasError || definitions.sources.length > 0;
  return hasSources ? { severity: "fine", words } : { severity: "warning", words, mend: FIRST_STEPS };
}

function counted(count: number): string {
  return count === 1 ? "the only profile can be read" : `all ${count} profiles can be read`;
}

/** A profile that only sets a region is no mistake. */
function problemsOf(name: string, files: ProfileFiles, { definitions, environment }: Scene): CheckFinding[] {
  const mend = [`actas config show ${shellArgument(name)}`];
  try {
    if (!givesCredentials(findProfile(files, name)) || definitions instanceof ActasError) return [];
    const { problems } = describeProfile(name, files, definitions, environment);
    const [words] = problems;
    return words === undefined ? [] : [{ severity: "warning", words, mend }];
  } catch (error) {
    if (!(error instanceof ActasError)) throw error;
    return [{ severity: "warning", words: error.message, mend: error.hints }];
  }
}
