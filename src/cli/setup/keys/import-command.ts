import { inShell, typedProfile } from "../../../targets/typed-target.ts";

/** The commands that import the key of a profile, for hints. */
export function importCommands(profile: string): { readonly withProcess: string; readonly again: string } {
  return {
    withProcess: `\`actas keys import --process ${inShell(typedProfile(profile))}\``,
    again: `\`actas keys import ${inShell(typedProfile(profile))}\``,
  };
}
