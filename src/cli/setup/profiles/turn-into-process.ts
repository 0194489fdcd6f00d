import { ActasError } from "../../../base/errors.ts";
import { shellArgument, shellWord } from "../../../base/shell-word.ts";
import { type AwsFile, changeAwsFiles } from "../../../profiles/change-aws-files.ts";
import type { EditedFile } from "../../../profiles/edited-file.ts";
import { HIDDEN_ROLE_ARN, SOURCE_PROFILE } from "../../../profiles/key-generations.ts";
import type { Profile } from "../../../profiles/profile.ts";
import { profileNames } from "../../../profiles/profile.ts";
import { sectionsOfProfile } from "../../../profiles/sections-of-profile.ts";
import { callsActas } from "../../../targets/calls-actas.ts";
import { requireProfile } from "../../../targets/require-profile.ts";
import { ownSetting } from "../../../targets/setting.ts";
import { typedProfile } from "../../../targets/typed-target.ts";
import type { KnownBefore } from "../known-before.ts";
import { isProfileName } from "./new-profile.ts";
import { type ProgramPath, processCommand } from "./process-command.ts";
import { requireSameMeaning } from "./same-meaning.ts";

/** What a turned profile is now. */
export interface Turned {
  readonly profile: string;
  /** Its `credential_process`; absent after the way back. */
  readonly command?: string;
  /** The files that were changed; none when it was so before. */
  readonly paths: readonly string[];
  /** The profiles that assume their role from this one. */
  readonly sourceOf: readonly string[];
}

/** The keys of a role by the names that SDKs know, and by those that they do not. */
const SPELLINGS = { role_arn: "actas_role_arn", source_profile: "actas_source_profile" } as const;
/** With one of these an SDK never runs the command of a profile. */
const SIGNS_IN_BY_ITSELF = [
  "sso_session",
  "sso_start_url",
  "sso_account_id",
  "sso_role_name",
  "web_identity_token_file",
];
/** Credentials that only the SDK itself can get. */
const OF_SDKS_ONLY = ["credential_source"];

/**
 * Turns a profile with a role into one whose credentials every SDK gets through actas: the role's keys get names that
 * SDKs do not know, and the profile a `credential_process`. It means the same to actas as before.
 *
 * @throws {ActasError} `profile-not-found`; `usage` for a profile of which an SDK would not run the command;
 *   `configuration`; `system`
 */
export async function turnIntoProcess(name: string, path: ProgramPath, before: KnownBefore): Promise<Turned> {
  const { environment, files } = before;
  const profile = requireProfile(name, files);
  refuseUnfit(profile);
  const command = processCommand(typedProfile(name), path);
  const { after, write } = changeAwsFiles(environment, (file, which) => {
    for (const section of sectionsOfProfile(file, which, name)) {
      for (const [known, unknown] of Object.entries(SPELLINGS)) file.rename(section, known, unknown);
    }
    if (which === fileOfRole(profile, before)) setIn(file, which, name, command);
  });
  requireSameMeaning(name, before, after, "process");
  return { profile: name, command, paths: await write(), sourceOf: sourceOf(name, before) };
}

/** Takes {@link turnIntoProcess} back. @throws {ActasError} as there */
export async function turnBack(name: string, before: KnownBefore): Promise<Turned> {
  const profile = requireProfile(name, before.files);
  const command = profile.settings.get("credential_process")?.value;
  if (command === undefined || !callsActas(command) || !ownSetting(profile, SPELLINGS.role_arn)) {
    throw new ActasError(
      "usage",
      `cannot turn profile "${name}" back: it has no \`actas_role_arn\` and \`actas process\``,
    );
  }
  const { after, write } = changeAwsFiles(before.environment, (file, which) => {
    for (const section of sectionsOfProfile(file, which, name)) {
      for (const [known, unknown] of Object.entries(SPELLINGS)) file.rename(section, unknown, known);
      file.remove(section, "credential_process");
    }
  });
  requireSameMeaning(name, before, after, "other");
  return { profile: name, paths: await write(), sourceOf: sourceOf(name, before) };
}

function setIn(file: EditedFile, which: AwsFile, name: string, command: string): void {
  const section = sectionsOfProfile(file, which, name).at(-1);
  if (section) file.set(section, { key: "credential_process", value: command });
}

/** The command stands beside the role. */
function fileOfRole(profile: Profile, { files }: KnownBefore): AwsFile {
  const role = ownSetting(profile, ...HIDDEN_ROLE_ARN, "role_arn");
  const path = role?.origin.kind === "profile" ? role.origin.file : files.config.path;
  return path === files.config.path ? "config" : "credentials";
}

function refuseUnfit(profile: Profile): void {
  const { keys, name, settings } = profile;
  const has = (names: readonly string[]) => names.find((key) => settings.has(key));
  const command = settings.get("credential_process")?.value;
  const [own, foreign] = [has(SIGNS_IN_BY_ITSELF), has(OF_SDKS_ONLY)];
  const isDouble = settings.has("role_arn") && settings.has(SPELLINGS.role_arn);
  if (isDouble) throw unfit(profile, "it has both `role_arn` and `actas_role_arn`", ["remove the one that is wrong"]);
  if (command && !callsActas(command)) {
    const hint = "remove its `credential_process` first, if actas is to take its place";
    throw unfit(profile, "it runs another command already", [hint]);
  }
  if (foreign) throw unfit(profile, `with \`${foreign}\` only an SDK itself gets its credentials`, []);
  if (keys) throw unfit(profile, "it has keys of its own, which SDKs take without running a command", beside(name));
  if (own) throw unfit(profile, `with \`${own}\` SDKs sign in by themselves, and run no command`, beside(name));
  if (!has([...HIDDEN_ROLE_ARN, "role_arn"])) throw unfit(profile, "it has no role", beside(name));
}

function unfit({ name }: Profile, reason: string, hints: readonly string[]): ActasError {
  return new ActasError("usage", `cannot let SDKs get profile "${name}" through actas: ${reason}`, { hints });
}

/** Another profile can do what this one cannot. */
function beside(name: string): readonly string[] {
  const other = isProfileName(name) ? `${name}-sdk` : "sdk";
  const command = `actas setup profile ${shellWord(other)} ${shellArgument(name)}`;
  return [`\`${command}\` writes another profile for SDKs, which gets this one through actas`];
}

function sourceOf(name: string, { files }: KnownBefore): readonly string[] {
  return profileNames(files).filter((other) => {
    const profile = other === name ? undefined : requireProfile(other, files);
    return ownSetting(profile, ...SOURCE_PROFILE)?.value === name;
  });
}
