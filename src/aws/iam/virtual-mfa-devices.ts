import { isMfaSerial } from "../../base/arn.ts";
import { ActasError } from "../../base/errors.ts";
import { Secret } from "../../base/secret.ts";
import type { IamAsker } from "./iam-asker.ts";

/** A virtual MFA device that no user has yet. */
export interface NewMfaDevice {
  readonly serialNumber: string;
  /** What codes are made from, in Base32; AWS never tells it again. */
  readonly seed: Secret;
}

/** Apps, terminals and `ykman` get it as it is. */
const BASE_32 = /^[A-Z2-7]+=*$/;

/** Two codes of a device, one shown after the other. */
export type TwoCodes = readonly [string, string];

/**
 * Makes a device of this serial number, in which its name is last. An answer with another one is not used: a server in
 * AWS's place might have it written into the AWS files.
 *
 * @returns undefined when there is one
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateVirtualMFADevice.html
 */
export function createVirtualMfaDevice(iam: IamAsker, serialNumber: string): Promise<NewMfaDevice | undefined> {
  const name = serialNumber.slice(serialNumber.lastIndexOf("/") + 1);
  const call = { action: "CreateVirtualMFADevice", doing: `make MFA device ${name}` };
  return iam.ask(call, async (sdk, client) => {
    const command = new sdk.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: name });
    const answer = await unless("EntityAlreadyExistsException", client.send(command));
    if (!answer) return undefined;
    const { Base32StringSeed, SerialNumber } = answer.VirtualMFADevice ?? {};
    if (!Base32StringSeed || !SerialNumber) {
      throw new ActasError("unreachable", "cannot use the answer of IAM: it lacks the new MFA device");
    }
    if (SerialNumber !== serialNumber || !isMfaSerial(serialNumber)) {
      throw new ActasError("unreachable", "cannot use the answer of IAM: its MFA device is not the one asked for");
    }
    const seed = new TextDecoder().decode(Base32StringSeed);
    if (!BASE_32.test(seed)) {
      throw new ActasError("unreachable", "cannot use the answer of IAM: the seed of the MFA device is not Base32");
    }
    return { serialNumber, seed: new Secret(seed) };
  });
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableMFADevice.html */
export function enableMfaDevice(
  iam: IamAsker,
  UserName: string,
  SerialNumber: string,
  codes: TwoCodes,
): Promise<"enabled" | "wrong-codes"> {
  const call = { action: "EnableMFADevice", doing: `enable MFA device ${SerialNumber}` };
  return iam.ask(call, async (sdk, client) => {
    const command = new sdk.EnableMFADeviceCommand({ UserName, SerialNumber, ...parameters(codes) });
    return (await unless("InvalidAuthenticationCodeException", client.send(command))) ? "enabled" : "wrong-codes";
  });
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ResyncMFADevice.html */
export function resyncMfaDevice(
  iam: IamAsker,
  UserName: string,
  SerialNumber: string,
  codes: TwoCodes,
): Promise<"synchronised" | "wrong-codes"> {
  const call = { action: "ResyncMFADevice", doing: `synchronise MFA device ${SerialNumber}` };
  return iam.ask(call, async (sdk, client) => {
    const command = new sdk.ResyncMFADeviceCommand({ UserName, SerialNumber, ...parameters(codes) });
    return (await unless("InvalidAuthenticationCodeException", client.send(command))) ? "synchronised" : "wrong-codes";
  });
}

/**
 * AWS deletes only a device that no user has.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteVirtualMFADevice.html
 */
export function deleteVirtualMfaDevice(iam: IamAsker, SerialNumber: string): Promise<"deleted" | "in-use"> {
  const call = { action: "DeleteVirtualMFADevice", doing: `delete MFA device ${SerialNumber}` };
  return iam.ask(call, async (sdk, client) => {
    const command = new sdk.DeleteVirtualMFADeviceCommand({ SerialNumber });
    return (await unless("DeleteConflictException", client.send(command))) ? "deleted" : "in-use";
  });
}

function parameters([first, second]: TwoCodes): { AuthenticationCode1: string; AuthenticationCode2: string } {
  return { AuthenticationCode1: first, AuthenticationCode2: second };
}

/** The answer; undefined when it is that refusal. */
async function unless<T>(name: string, answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && error.name === name) return undefined;
    throw error;
  }
}
