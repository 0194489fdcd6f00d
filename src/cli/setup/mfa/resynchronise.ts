import { ActasError } from "../../../base/errors.ts";
import { printable } from "../../../base/printable.ts";
import type { MfaEnrolment } from "../../../requests/mfa-enrolment.ts";
import { Interrupted } from "../../../system/terminal/interrupted.ts";
import { askCodes } from "./ask-codes.ts";

/**
 * Tells AWS two codes of a device whose clock is off.
 *
 * @throws {ActasError} `access-denied` when they are not of this device; `cancelled`
 */
export async function resynchronise(user: MfaEnrolment, serialNumber: string): Promise<void> {
  const codes = await askCodes(printable(`actas: the code that ${serialNumber} shows:`).concat(" ")).catch(cancelled);
  if ((await user.resync(serialNumber, codes)) === "synchronised") return;
  throw new ActasError("access-denied", `cannot synchronise ${serialNumber}: AWS did not take these two codes`, {
    hints: ["they must be two codes that this device shows one after the other", "a lost device is replaced in IAM"],
  });
}

function cancelled(error: unknown): never {
  if (!(error instanceof Interrupted)) throw error;
  // As the user wanted; usually this process ends here.
  if (error.signal) process.kill(process.pid, error.signal);
  throw new ActasError("cancelled", "cannot synchronise an MFA device: the question was cancelled");
}
