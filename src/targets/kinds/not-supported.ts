import { ActasError } from "../../base/errors.ts";
import { shellArgument, shellOption } from "../../base/shell-word.ts";
import { INCLUDED_PROFILE } from "../../profiles/key-generations.ts";
import type { Profile } from "../../profiles/profile.ts";
import { nameOf, ownSetting, type Setting } from "../setting.ts";

/** Ways to credentials that the AWS CLI knows. */
const OF_AWS = ["login_session", "credential_source"];

/** Ways of aws-vault. */
const OF_AWS_VAULT = ["web_identity_token_process"];

/** Sign-ins of aws-runas. */
const OF_AWS_RUNAS = ["saml_auth_url"];

/** Why a profile that names no credentials here has some in another tool; undefined where it names none at all. */
export function notSupported(profile: Profile): ActasError | undefined {
  const ofAws = ownSetting(profile, ...OF_AWS);
  if (ofAws) {
    const command = `aws configure export-credentials ${shellOption("--profile", profile.name)}`;
    return notYet(ofAws, `the AWS CLI may know the way: ${byCommand(command)}`);
  }
  const ofVault = ownSetting(profile, ...OF_AWS_VAULT);
  if (ofVault) {
    const command = `aws-vault export --format=json ${shellArgument(profile.name)}`;
    return notYet(ofVault, `aws-vault knows the way: ${byCommand(command)}`);
  }
  const ofRunas = ownSetting(profile, ...OF_AWS_RUNAS);
  if (ofRunas) {
    const command = `aws-runas -O json ${shellArgument(profile.name)}`;
    return notYet(ofRunas, `aws-runas knows the way: ${byCommand(command)}`);
  }
  const included = ownSetting(profile, ...INCLUDED_PROFILE);
  if (!included) return undefined;
  return new ActasError(
    "unsupported",
    `cannot use ${nameOf(included)}: nothing is read from the profile that it names`,
    {
      hints: [
        `write what profile "${profile.name}" needs into the profile itself; \`[default]\` counts for all profiles`,
      ],
    },
  );
}

function notYet(setting: Setting, hint: string): ActasError {
  return new ActasError("unsupported", `cannot use ${nameOf(setting)}: it is not supported yet`, { hints: [hint] });
}

function byCommand(command: string): string {
  return `use another profile whose \`credential_process\` is \`${command}\``;
}
