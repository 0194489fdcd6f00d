import type { RequestEnvironment } from "../base/credential-request.ts";
import { type ProfileFiles, ProfileReader } from "../profiles/profile-reader.ts";
import { SettingsReader } from "../settings/settings-reader.ts";
import { SourceReader } from "../source-files/source-reader.ts";
import { namedSources } from "../targets/kinds/identity-center/sources-in-profiles.ts";
import { hasWebVariables, withWebVariables } from "../targets/kinds/web-identity/with-variables.ts";
import { withUrls } from "./refuse-target.ts";
import { ResolvedTargets, type TargetFiles } from "./resolved-targets.ts";

/** Readers of the files that a request's environment names, and what it means by them. A file that has changed is read again. */
export interface Readers {
  readonly profiles: ProfileReader;
  readonly sources: SourceReader;
  readonly settings: SettingsReader;
  readonly resolved: ResolvedTargets;
}

/** Reads everything that decides what a target means, and whether it is refused. @throws {ActasError} `configuration` */
export async function readFiles(readers: Readers, environment: RequestEnvironment): Promise<TargetFiles> {
  const [files, definitions, { limits, refusals }] = await Promise.all([
    readProfilesWith(readers, environment),
    readers.sources.read(environment),
    readers.settings.rules(environment),
  ]);
  const isById = refusals.some(({ source }) => source !== undefined);
  // A source of the user's with the same id would otherwise hide where the one that is meant signs in.
  const described = isById ? [...namedSources(files, definitions).sources, ...(definitions.passedOver ?? [])] : [];
  return {
    files,
    definitions,
    refusals: isById ? withUrls(refusals, described) : refusals,
    ...(limits && { limits }),
  };
}

/** The AWS files, with what variables of aws-runas say in their place, where `config.json` says `"compat": true`. */
export async function readProfilesWith(
  { profiles, settings }: Pick<Readers, "profiles" | "settings">,
  environment: RequestEnvironment,
): Promise<ProfileFiles> {
  const files = await profiles.read(environment);
  if (!hasWebVariables(environment) || !(await settings.compat(environment))) return files;
  return withWebVariables(files, environment);
}

/** Readers for one command: nothing is read or remembered yet. */
export function createReaders(): Readers {
  const settings = new SettingsReader();
  return {
    profiles: new ProfileReader(),
    sources: new SourceReader(settings),
    settings,
    resolved: new ResolvedTargets(),
  };
}
