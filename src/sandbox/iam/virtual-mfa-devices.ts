import { randomBytes } from "node:crypto";
import { AwsError } from "../aws-error.ts";
import { inWholeSeconds } from "../issue-credentials.ts";
import type { MadeUpAws } from "../made-up-aws.ts";
import type { Caller } from "../signature/key-ring.ts";
import type { HeldDevice } from "../sts/mfa-devices.ts";
import { optionalParameter, requiredParameter } from "../sts/parameters.ts";
import { toBase32 } from "../sts/totp.ts";
import type { XmlTree } from "../xml.ts";
import { authorizedUser } from "./authorize.ts";

/** AWS's quota, which cannot be raised. */
const MOST_DEVICES = 8;
/** As long as AWS's. */
const SEED_BYTES = 40;
const NAME = { min: 1, max: 226, pattern: /^[\w+=,.@-]+$/ };
const PATH = { min: 1, max: 512, pattern: /^\/$|^\/[\x21-\x7f]+\/$/ };
const SERIAL = { min: 9, max: 256, pattern: /^[\w+=/:,.@-]*$/ };
const CODE = { min: 6, max: 6, pattern: /^[\d]*$/ };

/**
 * A device that no user has yet. Its seed is never told again.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateVirtualMFADevice.html
 */
export function createVirtualMfaDevice(parameters: URLSearchParams, caller: Caller, aws: MadeUpAws): XmlTree {
  authorizedUser("CreateVirtualMFADevice", parameters, caller, aws);
  const name = requiredParameter(parameters, "VirtualMFADeviceName", NAME);
  const path = optionalParameter(parameters, "Path", PATH) ?? "/";
  const serialNumber = caller.identityArn.replace(/:user\/.*$/, `:mfa${path}${name}`);
  if (aws.devices.find(serialNumber)) {
    throw new AwsError("EntityAlreadyExists", "MFADevice entity at the same path and name already exists.");
  }
  const seed = randomBytes(SEED_BYTES);
  aws.devices.add(serialNumber, seed);
  const inBase64 = Buffer.from(toBase32(seed)).toString("base64");
  return { VirtualMFADevice: { SerialNumber: serialNumber, Base32StringSeed: inBase64 } };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableMFADevice.html */
export function enableMfaDevice(parameters: URLSearchParams, caller: Caller, aws: MadeUpAws): undefined {
  authorizedUser("EnableMFADevice", parameters, caller, aws);
  const device = named(parameters, aws);
  if (device.owner !== undefined) throw new AwsError("EntityAlreadyExists", "MFA Device is already in use");
  if (aws.devices.ofUser(caller.identityArn).length >= MOST_DEVICES) {
    throw new AwsError("LimitExceeded", `Cannot exceed quota for MFADevicesPerUser: ${MOST_DEVICES}`);
  }
  checkCodes(parameters, device, aws, "now");
  device.owner = caller.identityArn;
  device.enabled = aws.now();
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ResyncMFADevice.html */
export function resyncMfaDevice(parameters: URLSearchParams, caller: Caller, aws: MadeUpAws): undefined {
  authorizedUser("ResyncMFADevice", parameters, caller, aws);
  checkCodes(parameters, ownDevice(parameters, caller, aws), aws, "any");
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeactivateMFADevice.html */
export function deactivateMfaDevice(parameters: URLSearchParams, caller: Caller, aws: MadeUpAws): undefined {
  authorizedUser("DeactivateMFADevice", parameters, caller, aws);
  delete ownDevice(parameters, caller, aws).owner;
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteVirtualMFADevice.html */
export function deleteVirtualMfaDevice(parameters: URLSearchParams, caller: Caller, aws: MadeUpAws): undefined {
  authorizedUser("DeleteVirtualMFADevice", parameters, caller, aws);
  const { owner, serialNumber } = named(parameters, aws);
  if (owner !== undefined) throw new AwsError("DeleteConflict", "MFA VirtualDevice in use. Must deactivate first.");
  aws.devices.remove(serialNumber);
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListMFADevices.html */
export function listMfaDevices(parameters: URLSearchParams, caller: Caller, aws: MadeUpAws): XmlTree {
  const name = authorizedUser("ListMFADevices", parameters, caller, aws);
  const member = aws.devices.ofUser(caller.identityArn).map(({ enabled = 0, serialNumber }) => ({
    UserName: name,
    SerialNumber: serialNumber,
    EnableDate: inWholeSeconds(new Date(enabled)),
  }));
  return { IsTruncated: "false", MFADevices: { member } };
}

function checkCodes(parameters: URLSearchParams, device: HeldDevice, aws: MadeUpAws, width: "now" | "any"): void {
  const first = requiredParameter(parameters, "AuthenticationCode1", CODE);
  const second = requiredParameter(parameters, "AuthenticationCode2", CODE);
  if (aws.devices.synchronise(device, first, second, width) === "right") return;
  throw new AwsError("InvalidAuthenticationCode", "Authentication code for device is not valid.");
}

function ownDevice(parameters: URLSearchParams, caller: Caller, aws: MadeUpAws): HeldDevice {
  const device = named(parameters, aws);
  if (device.owner === caller.identityArn) return device;
  throw new AwsError("NoSuchEntity", `MFA Device invalid for user.`);
}

function named(parameters: URLSearchParams, { devices }: MadeUpAws): HeldDevice {
  const serialNumber = requiredParameter(parameters, "SerialNumber", SERIAL);
  const device = devices.find(serialNumber);
  if (device) return device;
  throw new AwsError("NoSuchEntity", `VirtualMFADevice with serial number ${serialNumber} does not exist.`);
}
