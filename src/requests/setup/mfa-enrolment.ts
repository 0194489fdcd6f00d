import {
  createVirtualMfaDevice,
  deleteVirtualMfaDevice,
  enableMfaDevice,
  type NewMfaDevice,
  resyncMfaDevice,
  type TwoCodes,
} from "../../aws/iam/virtual-mfa-devices.ts";
import type { CredentialRequest } from "../../base/credential-request.ts";
import type { Conversation } from "../../conversation/conversation.ts";
import { createRequestTools } from "../request-tools.ts";
import { UserCalls } from "../user-calls.ts";

export type { NewMfaDevice, TwoCodes };

/**
 * The MFA devices of the IAM user whose keys a profile has. All is done in the command that asks for it, so that the
 * seed of a new device is in no other process.
 */
export class MfaEnrolment {
  readonly #calls: UserCalls;
  readonly userName: string;
  readonly accountId: string;
  /** The profile that has the keys. */
  readonly profile: string;

  readonly #arn: string;

  private constructor(calls: UserCalls, { account, arn, userName }: Awaited<ReturnType<UserCalls["identity"]>>) {
    this.#calls = calls;
    this.#arn = arn;
    this.userName = userName;
    this.accountId = account;
    this.profile = calls.profile;
  }

  /** @throws {ActasError} `usage` for a profile without the keys of an IAM user; why AWS does not take them */
  static async begin(request: CredentialRequest, conversation: Conversation): Promise<MfaEnrolment> {
    const calls = await UserCalls.begin(createRequestTools(), request, conversation);
    return new MfaEnrolment(calls, await calls.identity());
  }

  /** The serial number of a virtual device of the user's account. */
  serialNumberOf(name: string): string {
    return this.#arn.replace(/:user\/.*$/, `:mfa/${name}`);
  }

  /** Undefined when there is a device of that name. @throws {ActasError} */
  create(name: string): Promise<NewMfaDevice | undefined> {
    return this.#calls.during(() => createVirtualMfaDevice(this.#calls, this.serialNumberOf(name)));
  }

  /** @throws {ActasError} */
  enable(serialNumber: string, codes: TwoCodes): Promise<"enabled" | "wrong-codes"> {
    return this.#calls.during(() => enableMfaDevice(this.#calls, this.userName, serialNumber, codes));
  }

  /** @throws {ActasError} */
  resync(serialNumber: string, codes: TwoCodes): Promise<"synchronised" | "wrong-codes"> {
    return this.#calls.during(() => resyncMfaDevice(this.#calls, this.userName, serialNumber, codes));
  }

  /** @throws {ActasError} */
  delete(serialNumber: string): Promise<"deleted" | "in-use"> {
    return this.#calls.during(() => deleteVirtualMfaDevice(this.#calls, serialNumber));
  }
}
