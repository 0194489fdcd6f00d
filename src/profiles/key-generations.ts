/** The names that a key has had over time, the current one first. */
export type KeyGenerations = readonly string[];

/** Spellings of the role that the SDKs do not know, so that they leave the profile to its `credential_process`. */
export const HIDDEN_ROLE_ARN: KeyGenerations = ["actas_role_arn", "vegas_role_arn", "_role_arn", "assume_role_arn"];

/** The profile whose keys assume the role. */
export const SOURCE_PROFILE: KeyGenerations = [
  "actas_source_profile",
  "vegas_source_profile",
  "_source_profile",
  "source_profile",
];

/** The profile from which aws-vault takes what this one does not say; not read. */
export const INCLUDED_PROFILE: KeyGenerations = ["include_profile", "parent_profile"];

/** The access key whose secret is in the keyring. */
export const KEPT_KEY = "actas_access_key_id";

/** The file with a token for which AWS gives the profile's role. */
export const TOKEN_FILE = "web_identity_token_file";

/** The OpenID provider where the user signs in, in aws-runas: its issuer. */
export const WEB_IDENTITY_URL = "web_identity_auth_url";

/** Where that provider sends the browser back to. */
export const WEB_IDENTITY_REDIRECT: KeyGenerations = ["web_identity_redirect_uri", "web_identity_callback_uri"];

/** The user's MFA device; old credentials files have `aws_mfa_device`. */
export const MFA_SERIAL: KeyGenerations = ["mfa_serial", "aws_mfa_device", "aws_as_mfa_serial"];

/** Which of several YubiKeys. */
export const YUBIKEY_SERIAL: KeyGenerations = [
  "actas_yubikey_serial",
  "vegas_yubikey_serial",
  "_yubikey_serial",
  "yubikey_serial",
];

/** Which account on the YubiKey makes the code. */
export const YUBIKEY_LABEL: KeyGenerations = [
  "actas_yubikey_label",
  "vegas_yubikey_label",
  "_yubikey_label",
  "yubikey_label",
];
