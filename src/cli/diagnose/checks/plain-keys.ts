import { ActasError } from "../../../base/errors.ts";
import { shellArgument } from "../../../base/shell-word.ts";
import { passwordsIn } from "../../../passwords/passwords-in-files.ts";
import { type Profile, profileNames, profileOrNone } from "../../../profiles/profile.ts";
import type { ProfileFiles } from "../../../profiles/profile-reader.ts";
import type { Check, CheckFinding } from "../check.ts";

/** Long-term keys and passwords that any program of the user can read, and pasted keys that do not fit together. */
export const plainKeys: Check = {
  name: "plain keys",
  run: async ({ files }) => {
    if (files instanceof ActasError) return [];
    const profiles = profileNames(files).flatMap((name) => profileOrNone(files, name) ?? []);
    const found = [...profiles.flatMap(misfits), ...longLived(profiles), ...passwords(files)];
    return found.length > 0 ? found : [{ severity: "fine", words: "no long-term key is in the AWS files" }];
  },
};

function misfits({ keys, name }: Profile): CheckFinding[] {
  const { accessKeyId: id = "", sessionToken } = keys ?? {};
  const error = (words: string): CheckFinding[] => [{ severity: "error", words: `profile "${name}" has ${words}` }];
  if (id.startsWith("AKIA") && sessionToken)
    return error("a long-term key with a session token, which is of another key");
  return id.startsWith("ASIA") && !sessionToken ? error("a temporary key without its session token") : [];
}

/** All in one: those who keep one key there keep them all there. */
function longLived(profiles: readonly Profile[]): CheckFinding[] {
  const found = profiles.filter(
    ({ keys }) => keys?.accessKeyId && !keys.sessionToken && !keys.accessKeyId.startsWith("ASIA"),
  );
  const files = [...new Set(found.map(({ keys }) => keys?.file))];
  if (found.length === 0) return [];
  const names = found.map(({ name }) => `"${name}"`).join(", ");
  const whose =
    found.length === 1 ? `the long-term key of profile ${names} is` : `the long-term keys of profiles ${names} are`;
  const words = `${whose} in plain text in ${files.join(" and ")}, for every program of yours to read`;
  return [{ severity: "warning", words, mend: found.map(({ name }) => `actas keys import ${shellArgument(name)}`) }];
}

function passwords(files: ProfileFiles): CheckFinding[] {
  return [files.config, files.credentials].flatMap(passwordsIn).map(({ key, url }) => ({
    severity: "warning",
    words: `\`${key}\` of section "${url}" is a password that every program of yours can read: aws-runas only obscures it`,
    mend: [`actas password import ${shellArgument(url)}`],
  }));
}
