import { shellWord } from "../base/shell-word.ts";
import { KEPT_KEY } from "../profiles/key-generations.ts";
import type { ProfileFiles } from "../profiles/profile-reader.ts";
import { inShell, typedProfile } from "../targets/typed-target.ts";

/** What would stop to work if AWS took a key no longer, and what helps. */
export interface KeyUser {
  readonly who: string;
  readonly hint: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * All that has a key in the clear: sections of the AWS files, also such as the SDKs read in different ways or pass over,
 * and variables of the shell. A rotation cannot give them the new key.
 */
export function usersInTheClear(accessKeyId: string, files: ProfileFiles, variables: Variables): readonly KeyUser[] {
  const profiles = sectionsWith("aws_access_key_id", accessKeyId, files).map(({ name, path }) => ({
    who: `profile "${name}" has it in the clear in ${path}`,
    hint: `\`actas keys import ${inShell(typedProfile(name))}\` moves it to the keyring, where it is rotated with the others`,
  }));
  const shell = Object.keys(variables).filter((name) => variables[name] === accessKeyId);
  const names = shell.map((name) => ({
    who: `this shell has it in \`${name}\``,
    hint: `\`unset ${shellWord(name)}\` takes it out; what sets it there would set it again`,
  }));
  return [...profiles, ...names];
}

/** The same, and the profiles that name the key in the keyring. */
export function usersOfKey(accessKeyId: string, files: ProfileFiles, variables: Variables): readonly KeyUser[] {
  const profiles = sectionsWith(KEPT_KEY, accessKeyId, files).map(({ name, path }) => ({
    who: `profile "${name}" names it in ${path}`,
    hint: `\`actas keys remove ${inShell(typedProfile(name))}\` takes it out of the profile`,
  }));
  return [...profiles, ...usersInTheClear(accessKeyId, files, variables)];
}

function sectionsWith(key: string, accessKeyId: string, { config, credentials }: ProfileFiles) {
  const files = config.path === credentials.path ? [config] : [config, credentials];
  return files.flatMap(({ path, sections }) =>
    [...sections]
      .filter(([, { settings }]) => settings.get(key) === accessKeyId)
      .map(([header]) => ({ path, name: header.replace(/^profile /, "") })),
  );
}
