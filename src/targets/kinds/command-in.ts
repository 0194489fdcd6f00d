import { hasKeys, type Profile, type ProfileKeys } from "../../profiles/profile.ts";
import type { ProfileFiles } from "../../profiles/profile-reader.ts";
import { callsActas } from "../calls-actas.ts";
import { ownSetting, type Setting, unusable } from "../setting.ts";
import type { ProfileParts } from "./source-kind.ts";

/** The keys of a profile, unless its `credential_process` takes precedence. */
export function keysIn(profile: Profile, files: ProfileFiles): ProfileKeys | undefined {
  return outranks(commandIn(profile), profile.keys, files) ? undefined : profile.keys;
}

/** The `credential_process` of a profile. */
export function commandIn(profile: Profile): Setting | undefined {
  return ownSetting(profile, "credential_process");
}

/** Refuses a profile whose command an SDK would never run. @throws {ActasError} `configuration` */
export function refuseHidden({ source, passedOver }: ProfileParts): void {
  const command = commandIn(source);
  if (passedOver && command && (hasKeys(source) || callsActas(command.value))) throw hiddenFromSdks(passedOver, source);
}

/** Whether a command takes precedence over keys: over those in the config file only, as in the AWS CLI. */
function outranks(command: Setting | undefined, keys: ProfileKeys | undefined, { config, credentials }: ProfileFiles) {
  const inConfig = keys?.file === config.path && config.path !== credentials.path;
  return inConfig && command !== undefined && !callsActas(command.value);
}

function hiddenFromSdks(roleArn: Setting, { name }: Profile): Error {
  return unusable(roleArn, "SDKs that see it never run the profile's `credential_process`", [
    `rename \`role_arn\` to \`actas_role_arn\` and \`source_profile\` to \`actas_source_profile\` in profile "${name}"`,
  ]);
}
