import { AwsError } from "../aws-error.ts";
import type { Caller } from "../signature/key-ring.ts";
import type { MfaDevices } from "./mfa-devices.ts";
import { optionalParameter } from "./parameters.ts";

/**
 * Whether a call of AssumeRole or GetSessionToken has an MFA code.
 *
 * @throws {AwsError} `AccessDenied` when device or code is missing, or the code is not accepted
 */
export function mfaOfCall(parameters: URLSearchParams, caller: Caller, devices: MfaDevices): "present" | "absent" {
  const serialNumber = optionalParameter(parameters, "SerialNumber", { min: 9, max: 256, pattern: /^[\w+=/:,.@-]*$/ });
  const tokenCode = optionalParameter(parameters, "TokenCode", { min: 6, max: 6, pattern: /^[\d]*$/ });
  if (serialNumber === undefined && tokenCode === undefined) return "absent";
  if (serialNumber === undefined || tokenCode === undefined) {
    const message = "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.";
    throw new AwsError("AccessDenied", message);
  }
  devices.verify(caller.identityArn, serialNumber, tokenCode);
  return "present";
}
