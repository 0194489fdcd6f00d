import { ActasError } from "../base/errors.ts";
import type { Secret } from "../base/secret.ts";
import { KEPT_KEY } from "./key-generations.ts";
import type { ProfileFile, ProfileFiles } from "./profile-reader.ts";
import type { Section } from "./section.ts";

/** A setting's value as written, and its file. */
export interface FileSetting {
  readonly value: string;
  readonly file: string;
  /** The variable that says it in place of the file. */
  readonly variable?: string;
}

/** The keys of an IAM user in a profile, all from one file; a part may be missing. */
export interface ProfileKeys {
  readonly accessKeyId?: string;
  readonly secretAccessKey?: Secret;
  readonly sessionToken?: Secret;
  readonly file: string;
}

/** One profile, its settings from both files. */
export interface Profile {
  readonly name: string;
  /** By key in lower case; without secrets and without empty values. */
  readonly settings: ReadonlyMap<string, FileSetting>;
  /** Present when the profile has an access key id or a secret key of its own. */
  readonly keys?: ProfileKeys;
}

/**
 * Looks a profile up: `[profile NAME]` or `[NAME]` in the config file, `[NAME]` in the credentials file, whose
 * settings win. Keys of the two files are never mixed. `undefined` when neither file has it.
 *
 * @throws {ActasError} `configuration` naming file and line, when the SDKs read the profile in different ways
 */
export function findProfile({ config, credentials }: ProfileFiles, name: string): Profile | undefined {
  const inConfig = usable(config.sections.get(`profile ${name}`) ?? config.sections.get(name));
  const inCredentials = usable(credentials.sections.get(name));
  if (!inConfig && !inCredentials) return undefined;
  if (inCredentials && inConfig?.problemBesideOther) throw inConfig.problemBesideOther;
  const keys = keysOf(inCredentials, credentials) ?? keysOf(inConfig, config);
  const settings = new Map([...settingsOf(inConfig, config), ...settingsOf(inCredentials, credentials)]);
  return { name, settings, ...(keys && { keys }) };
}

/** The same for those who look at many profiles: one that the SDKs read in different ways is none. */
export function profileOrNone(files: ProfileFiles, name: string): Profile | undefined {
  try {
    return findProfile(files, name);
  } catch (error) {
    if (error instanceof ActasError) return undefined;
    throw error;
  }
}

/** The profile `default`, without settings if there is none: what a program inherits from that names no profile. */
export function defaultProfile(files: ProfileFiles): Profile {
  return findProfile(files, "default") ?? { name: "default", settings: new Map() };
}

/** The settings that give a profile an identity. */
const WAYS = ["role_arn", "sso_session", "sso_start_url", "credential_process", "web_identity_token_file"];

/** Whether a profile says where credentials come from, and not only a region or the like. */
export function givesCredentials(profile: Profile | undefined): boolean {
  return profile !== undefined && (hasKeys(profile) || WAYS.some((key) => profile.settings.has(key)));
}

/** The id of the access key that the profile names and the keyring has. */
export function keptKeyOf({ settings }: Profile): string | undefined {
  return settings.get(KEPT_KEY)?.value;
}

/** Whether the profile has an IAM user's keys, in the clear or in the keyring. */
export function hasKeys(profile: Profile): boolean {
  return profile.keys !== undefined || profile.settings.has(KEPT_KEY);
}

const PROFILE = "profile ";
/** Sections of the config file that are the AWS CLI's own settings, and no profiles that anybody would choose. */
export const OF_THE_CLI: readonly string[] = ["plugins", "preview"];

/** The names of all profiles, each once, in the order of the files. */
export function profileNames({ config, credentials }: ProfileFiles): string[] {
  const names = new Set<string>();
  for (const header of config.sections.keys()) {
    const name = profileOf(header);
    if (name !== undefined) names.add(name);
  }
  for (const header of credentials.sections.keys()) names.add(header);
  return [...names];
}

/** The profile that a section of the config file is; `undefined` if it is none. */
export function profileOf(header: string): string | undefined {
  if (header.startsWith(PROFILE)) return header.slice(PROFILE.length);
  const isOther = header.startsWith("sso-session ") || header.startsWith("services ") || OF_THE_CLI.includes(header);
  return isOther ? undefined : header;
}

/**
 * Settings of `[services NAME]`, which holds endpoints by service; `undefined` when there is none.
 *
 * @throws {ActasError} as {@link findProfile}
 */
export function findServices({ config }: ProfileFiles, name: string): ReadonlyMap<string, string> | undefined {
  return usable(config.sections.get(`services ${name}`))?.settings;
}

/**
 * Settings of `[sso-session NAME]`; `undefined` when there is none.
 *
 * @throws {ActasError} as {@link findProfile}
 */
export function findSsoSession({ config }: ProfileFiles, name: string): ReadonlyMap<string, string> | undefined {
  return usable(config.sections.get(`sso-session ${name}`))?.settings;
}

/** The names of all `[sso-session NAME]`, in the order of the file. */
export function ssoSessionNames({ config }: ProfileFiles): string[] {
  return [...config.sections.keys()].flatMap((header) => /^sso-session (.+)$/.exec(header)?.[1] ?? []);
}

function usable(section: Section | undefined): Section | undefined {
  if (section?.problem) throw section.problem;
  return section;
}

function settingsOf(section: Section | undefined, { path }: ProfileFile): [string, FileSetting][] {
  return [...(section?.settings ?? [])].map(([key, value]) => {
    const variable = section?.variables?.get(key);
    return [key, { value, file: path, ...(variable && { variable }) }];
  });
}

function keysOf(section: Section | undefined, { path }: ProfileFile): ProfileKeys | undefined {
  const accessKeyId = section?.settings.get("aws_access_key_id");
  const secretAccessKey = section?.secrets.get("aws_secret_access_key");
  const sessionToken = section?.secrets.get("aws_session_token") ?? section?.secrets.get("aws_security_token");
  if (!accessKeyId && !secretAccessKey) return undefined;
  return {
    file: path,
    ...(accessKeyId && { accessKeyId }),
    ...(secretAccessKey && { secretAccessKey }),
    ...(sessionToken && { sessionToken }),
  };
}
