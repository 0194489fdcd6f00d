import type { StsLocation } from "../../aws/sts-location.ts";

/** An IAM user, without the keys. */
export interface UserReference {
  readonly profile: string;
  /** Absent where only a command of the profile knows it. */
  readonly accessKeyId?: string;
  /** The user's MFA device, when the profile, its source or `default` names one. */
  readonly serialNumber?: string;
  /** The YubiKey that makes the device's codes, when a profile names one. */
  readonly yubikey?: { readonly serial?: string; readonly label?: string };
  /** Key `mfa_process`: a command that prints a code of the device. */
  readonly codeCommand?: string;
  /** Lifetime asked of GetSessionToken: 900 to 129600 seconds. */
  readonly sessionDurationSeconds: number;
  /** Key `session_token`: whether GetSessionToken comes before AssumeRole. */
  readonly sessionTokenUse: "auto" | "always" | "never";
  readonly sts: StsLocation;
}
