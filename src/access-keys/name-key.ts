import type { RequestEnvironment } from "../base/credential-request.ts";
import { ActasError } from "../base/errors.ts";
import { type AwsFile, changeAwsFiles } from "../profiles/change-aws-files.ts";
import type { EditedFile } from "../profiles/edited-file.ts";
import { KEPT_KEY } from "../profiles/key-generations.ts";
import { findProfile, keptKeyOf, profileNames, profileOrNone } from "../profiles/profile.ts";
import type { ProfileFiles } from "../profiles/profile-reader.ts";
import { headerOfProfile, sectionsOfProfile } from "../profiles/sections-of-profile.ts";
import { callsActas } from "../targets/calls-actas.ts";

const COMMAND = "credential_process";
const IN_THE_CLEAR = ["aws_access_key_id", "aws_secret_access_key"];

/** The AWS files of a request, and what they say. */
export interface KnownFiles {
  readonly environment: RequestEnvironment;
  readonly files: ProfileFiles;
}

/** What a profile is to say of a key: its id, and perhaps the command by which other tools get credentials. */
interface NamedKey {
  readonly accessKeyId: string;
  readonly command?: string | undefined;
}

/**
 * Lets a profile name a kept key, and takes its keys in the clear out. The config file is written first: until the
 * credentials file is written, the keys in it still count, so that a process that is killed in between breaks nothing.
 *
 * @returns the paths of the files that were changed
 * @throws {ActasError} `usage`, `configuration`, `system`
 */
export async function nameKey(profile: string, key: NamedKey, known: KnownFiles): Promise<readonly string[]> {
  return naming(profile, key, known).write();
}

/** Finds out beforehand whether {@link nameKey} could. @throws as that does */
export function requireNamable(profile: string, known: KnownFiles): void {
  naming(profile, { accessKeyId: "AKIAEXAMPLE" }, known).requireWritable();
}

function naming(profile: string, key: NamedKey, known: KnownFiles) {
  refuseOddName(profile);
  const header = headerOfProfile(profile);
  return changeProfiles([profile], known, (file, which, sections) => {
    for (const section of sections) takeOut(IN_THE_CLEAR, section, file);
    if (which === "credentials") return;
    const settings = [
      { key: KEPT_KEY, value: key.accessKeyId },
      ...(key.command ? [{ key: COMMAND, value: key.command }] : []),
    ];
    const section = sections.at(-1);
    if (section) for (const setting of settings) file.set(section, setting);
    else file.add(header, settings);
  });
}

/** Lets all profiles that name a kept key name another, as after a rotation. */
export async function renameKey(from: string, to: string, known: KnownFiles): Promise<readonly string[]> {
  const changes = changeProfiles(profilesOf(from, known.files), known, (file, which, sections, name) => {
    const { file: path } = findProfile(known.files, name)?.settings.get(KEPT_KEY) ?? {};
    const section = sections.at(-1);
    if (section && path === known.files[which].path) file.set(section, { key: KEPT_KEY, value: to });
  });
  return changes.write();
}

/** Takes a kept key out of a profile, and with it the command that needs it; a profile that says nothing else goes. */
export async function unnameKey(profile: string, known: KnownFiles): Promise<readonly string[]> {
  const command = findProfile(known.files, profile)?.settings.get(COMMAND)?.value;
  const keys = [KEPT_KEY, ...(command && callsActas(command) ? [COMMAND] : [])];
  const changes = changeProfiles([profile], known, (file, _, sections) => {
    for (const section of sections) takeOut(keys, section, file);
  });
  return changes.write();
}

/** A section that says nothing any more would be a profile to the AWS CLI. */
function takeOut(keys: readonly string[], section: string, file: EditedFile): void {
  const before = file.text;
  for (const key of keys) file.remove(section, key);
  if (file.text !== before) file.removeIfEmpty(section);
}

/** The profiles that name a kept key. */
export function profilesOf(accessKeyId: string, files: ProfileFiles): readonly string[] {
  return profileNames(files).filter((name) => {
    const profile = profileOrNone(files, name);
    return profile && keptKeyOf(profile) === accessKeyId;
  });
}

function changeProfiles(
  names: readonly string[],
  { environment, files }: KnownFiles,
  edit: (file: EditedFile, which: AwsFile, sections: readonly string[], name: string) => void,
): Pick<ReturnType<typeof changeAwsFiles>, "requireWritable" | "write"> {
  const changes = changeAwsFiles(environment, (file, which) => {
    for (const name of names) edit(file, which, sectionsOfProfile(file, which, name), name);
  });
  requireNoOther(names, files, changes.after);
  return changes;
}

/** Settings in `[DEFAULT]` are all profiles' settings. */
function requireNoOther(names: readonly string[], before: ProfileFiles, after: ProfileFiles): void {
  const others = profileNames(before).filter((name) => !names.includes(name));
  const changed = others.filter((name) => !Bun.deepEquals(profileOrNone(before, name), profileOrNone(after, name)));
  const left = names.filter((name) => profileOrNone(after, name)?.keys);
  const [odd] = [...changed, ...left];
  if (odd === undefined) return;
  const reason = changed.length > 0 ? "it would change, too" : "it would still have keys from `[DEFAULT]`";
  throw new ActasError("configuration", `cannot change the profile beside "${odd}": ${reason}`, {
    hints: ["move what stands in `[DEFAULT]` to the profiles that need it"],
  });
}

function refuseOddName(profile: string): void {
  if (!/[\p{Cc}"'\\[\]#;]|^\s|\s$|^$/u.test(profile)) return;
  throw new ActasError("usage", `cannot use "${profile}" as a profile: not all tools would read its name as it is`);
}
