import { ActasError } from "../../../base/errors.ts";
import { findProfile, type Profile, profileNames } from "../../../profiles/profile.ts";
import type { ProfileFiles } from "../../../profiles/profile-reader.ts";
import type { Check, CheckFinding } from "../check.ts";

/** Long-lived keys that any program of the user can read, and pasted ones that do not fit together. */
export const plainKeys: Check = {
  name: "plain keys",
  run: async ({ files }) => {
    if (files instanceof ActasError) return [];
    const found = profileNames(files).flatMap((name) => judged(name, files));
    return found.length > 0 ? found : [{ severity: "fine", words: "no long-lived key is in the AWS files" }];
  },
};

const MEND = "keep it in a password manager, and name the command that prints it in `credential_process`";

function judged(name: string, files: ProfileFiles): CheckFinding[] {
  const profile = readable(name, files);
  const { accessKeyId: id, file, sessionToken } = profile?.keys ?? {};
  if (!profile || !id || !file) return [];
  const named = `profile "${name}"`;
  if (id.startsWith("AKIA") && sessionToken) {
    return [
      { severity: "error", words: `${named} has a long-lived key with a session token, which is of another key` },
    ];
  }
  if (id.startsWith("ASIA") && !sessionToken) {
    return [{ severity: "error", words: `${named} has a temporary key without its session token` }];
  }
  if (sessionToken) return [];
  const words = `the long-lived key of ${named} is in plain text in ${file}, for every program of yours to read`;
  return [{ severity: "warning", words, mend: [MEND] }];
}

function readable(name: string, files: ProfileFiles): Profile | undefined {
  try {
    return findProfile(files, name);
  } catch (error) {
    if (error instanceof ActasError) return undefined;
    throw error;
  }
}
