import { timingSafeEqual } from "node:crypto";
import type { SandboxUser } from "../accounts.ts";
import { AwsError } from "../aws-error.ts";
import { fromBase32, startOfStep, timeStep, totp } from "./totp.ts";

/** A virtual MFA device, which shows codes; only that of a user is asked for them. */
export interface HeldDevice {
  readonly serialNumber: string;
  readonly secret: Uint8Array;
  /** The ARN of the user who has it. */
  owner?: string;
  /** Milliseconds since the epoch. */
  enabled?: number;
  /** By how many steps its clock is ahead, as far as it was synchronised. */
  ahead: number;
}

/** When the devices of the made-up world were enabled. */
const LONG_AGO = Date.parse("2020-01-01T00:00:00Z");
/** How far a clock may be off when a device is synchronised, in steps: an hour. */
const FARTHEST = 120;

/** The virtual MFA devices of an account. Each code is accepted once (RFC 6238 section 5.2). */
export class MfaDevices {
  readonly #devices: Map<string, HeldDevice>;
  readonly #now: () => number;
  readonly #used = new Set<string>();

  constructor(users: readonly SandboxUser[], now: () => number) {
    const given = users.flatMap(({ arn, mfaDevice }) =>
      mfaDevice
        ? [{ ...mfaDevice, secret: fromBase32(mfaDevice.secret), owner: arn, enabled: LONG_AGO, ahead: 0 }]
        : [],
    );
    this.#devices = new Map(given.map((device) => [device.serialNumber, device]));
    this.#now = now;
  }

  /** All that a user has. */
  ofUser(arn: string): readonly HeldDevice[] {
    return [...this.#devices.values()].filter(({ owner }) => owner === arn);
  }

  find(serialNumber: string): HeldDevice | undefined {
    return this.#devices.get(serialNumber);
  }

  /** Makes a device that nobody has yet. */
  add(serialNumber: string, secret: Uint8Array): void {
    this.#devices.set(serialNumber, { serialNumber, secret, ahead: 0 });
  }

  remove(serialNumber: string): void {
    this.#devices.delete(serialNumber);
  }

  /**
   * Whether these are two codes that a device has shown one after the other, not long ago; the clock of a device is then
   * known.
   */
  synchronise(device: HeldDevice, first: string, second: string, width: "now" | "any"): "right" | "wrong" {
    const now = timeStep(this.#now());
    const far = width === "now" ? 2 : FARTHEST;
    const steps = Array.from({ length: 2 * far + 1 }, (_, index) => now - far + index);
    const step = steps.find(
      (one) =>
        equal(totp(device.secret, one), first) &&
        equal(totp(device.secret, one + 1), second) &&
        !this.#used.has(`${device.serialNumber} ${one + 1}`),
    );
    if (step === undefined || (width === "now" && step > now)) return "wrong";
    for (const one of [step, step + 1]) this.#used.add(`${device.serialNumber} ${one}`);
    device.ahead = Math.abs(step + 1 - now) <= 1 ? 0 : step + 1 - now;
    return "right";
  }

  /**
   * Accepts the code of the current step, the one before or the one after.
   *
   * @throws {AwsError} `AccessDenied` for a device that is not the caller's, a wrong code, or one used before
   */
  verify(userArn: string, serialNumber: string, tokenCode: string): void {
    const device = this.#devices.get(serialNumber);
    if (!device || device.owner !== userArn) throw denied(UNKNOWN_DEVICE);
    const now = timeStep(this.#now()) + device.ahead;
    const step = [now - 1, now, now + 1].find((candidate) => equal(totp(device.secret, candidate), tokenCode));
    if (step === undefined || this.#used.has(`${serialNumber} ${step}`)) throw denied(INVALID_CODE);
    this.#used.add(`${serialNumber} ${step}`);
  }

  /** The code that the device shows now; undefined when there is no such device. */
  code(serialNumber: string): string | undefined {
    const device = this.#devices.get(serialNumber);
    return device && totp(device.secret, timeStep(this.#now()) + device.ahead);
  }

  /**
   * An unused code that is accepted now: of the current step or of the next one. When both were used, `waitMs` is the
   * time until the next code.
   */
  freshCode(serialNumber: string): string | { readonly waitMs: number } | undefined {
    const device = this.#devices.get(serialNumber);
    const now = timeStep(this.#now());
    const ahead = device?.ahead ?? 0;
    const step = [now, now + 1].find((candidate) => !this.#used.has(`${serialNumber} ${candidate + ahead}`));
    if (step === undefined) return { waitMs: startOfStep(now + 1) - this.#now() };
    return device && totp(device.secret, step + ahead);
  }
}

const INVALID_CODE = "MultiFactorAuthentication failed with invalid MFA one time pass code. ";
const UNKNOWN_DEVICE =
  "MultiFactorAuthentication failed, unable to validate MFA code.  " +
  "Please verify your MFA serial number is valid and associated with this user.";

function denied(message: string): AwsError {
  return new AwsError("AccessDenied", message);
}

function equal(code: string, given: string): boolean {
  return given.length === code.length && timingSafeEqual(Buffer.from(code), Buffer.from(given));
}
