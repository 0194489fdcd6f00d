import { timingSafeEqual } from "node:crypto";
import type { MfaDevice, SandboxUser } from "../accounts.ts";
import { AwsError } from "../aws-error.ts";
import { fromBase32, startOfStep, timeStep, totp } from "./totp.ts";

/** The virtual MFA devices of the users. Each code is accepted once (RFC 6238 section 5.2). */
export class MfaDevices {
  readonly #users: readonly SandboxUser[];
  readonly #now: () => number;
  readonly #used = new Set<string>();

  constructor(users: readonly SandboxUser[], now: () => number) {
    this.#users = users;
    this.#now = now;
  }

  /**
   * Accepts the code of the current step, the one before or the one after.
   *
   * @throws {AwsError} `AccessDenied` for a device that is not the caller's, a wrong code, or one used before
   */
  verify(userArn: string, serialNumber: string, tokenCode: string): void {
    const device = this.#find(serialNumber);
    if (device?.owner !== userArn) throw denied(UNKNOWN_DEVICE);
    const now = timeStep(this.#now());
    const step = [now - 1, now, now + 1].find((candidate) => equal(totp(device.secret, candidate), tokenCode));
    if (step === undefined || this.#used.has(`${serialNumber} ${step}`)) throw denied(INVALID_CODE);
    this.#used.add(`${serialNumber} ${step}`);
  }

  /** The code that the device shows now; undefined when there is no such device. */
  code(serialNumber: string): string | undefined {
    const device = this.#find(serialNumber);
    return device && totp(device.secret, timeStep(this.#now()));
  }

  /**
   * An unused code that is accepted now: of the current step or of the next one. When both were used, `waitMs` is the
   * time until the next code.
   */
  freshCode(serialNumber: string): string | { readonly waitMs: number } | undefined {
    const device = this.#find(serialNumber);
    const now = timeStep(this.#now());
    const step = [now, now + 1].find((candidate) => !this.#used.has(`${serialNumber} ${candidate}`));
    if (step === undefined) return { waitMs: startOfStep(now + 1) - this.#now() };
    return device && totp(device.secret, step);
  }

  #find(serialNumber: string): { readonly owner: string; readonly secret: Uint8Array } | undefined {
    const owner = this.#users.find(({ mfaDevice }) => mfaDevice?.serialNumber === serialNumber);
    return owner?.mfaDevice && { owner: owner.arn, secret: secretOf(owner.mfaDevice) };
  }
}

const INVALID_CODE = "MultiFactorAuthentication failed with invalid MFA one time pass code. ";
const UNKNOWN_DEVICE =
  "MultiFactorAuthentication failed, unable to validate MFA code.  " +
  "Please verify your MFA serial number is valid and associated with this user.";

function denied(message: string): AwsError {
  return new AwsError("AccessDenied", message);
}

function secretOf({ secret }: MfaDevice): Uint8Array {
  return fromBase32(secret);
}

function equal(code: string, given: string): boolean {
  return given.length === code.length && timingSafeEqual(Buffer.from(code), Buffer.from(given));
}
