import { isMfaSerial } from "../base/arn.ts";
import type { CredentialRequest } from "../base/credential-request.ts";
import { MFA_SERIAL, YUBIKEY_LABEL, YUBIKEY_SERIAL } from "../profiles/key-generations.ts";
import { fromFlag, inheritedSetting, type Lineage, type Setting, unusable } from "./setting.ts";

/**
 * The MFA device of the user at the start of the chain: `--mfa-serial`, then the profiles; `undefined` without one.
 *
 * @throws {ActasError} `usage` or `configuration` for text that cannot be a device
 */
export function mfaDevice(lineage: Lineage, { serialNumber }: CredentialRequest): Setting | undefined {
  const setting = fromFlag("--mfa-serial", serialNumber) ?? inheritedSetting(lineage, ...MFA_SERIAL);
  return setting && validMfaDevice(setting);
}

/** @throws {ActasError} `usage` or `configuration` for text that cannot be a device */
export function validMfaDevice(setting: Setting): Setting {
  if (isMfaSerial(setting.value)) return setting;
  if (IS_FIDO.test(setting.value)) {
    throw unusable(setting, "it is a passkey or FIDO security key, and AWS STS takes codes only", [
      "a user may have several devices: leave this one out, and `actas setup mfa` adds one that shows codes, also on a YubiKey",
    ]);
  }
  throw unusable(setting, "it is neither the ARN of a virtual MFA device nor a serial number");
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_enable_fido.html */
const IS_FIDO = /^arn:aws[a-z-]*:iam::\d{12}:u2f\//;

/**
 * The YubiKey whose account makes the user's codes; undefined when no profile names a key or an account.
 *
 * @throws {ActasError} `configuration` for text that cannot be the serial number of a key
 */
export function yubikeyOf(lineage: Lineage): { readonly serial?: string; readonly label?: string } | undefined {
  const serial = inheritedSetting(lineage, ...YUBIKEY_SERIAL);
  const label = inheritedSetting(lineage, ...YUBIKEY_LABEL);
  if (serial && !/^\d+$/.test(serial.value)) throw unusable(serial, "a YubiKey's serial number is digits only");
  if (!serial && !label) return undefined;
  return { ...(serial && { serial: serial.value }), ...(label && { label: label.value }) };
}
