import { ActasError } from "../../../base/errors.ts";
import { printable } from "../../../base/printable.ts";
import type { MfaEnrolment } from "../../../requests/setup/mfa-enrolment.ts";
import { cancelled } from "../../terminal/ask-user.ts";
import { askCodes } from "./ask-codes.ts";

/**
 * Tells AWS two codes of a device whose clock is off.
 *
 * @throws {ActasError} `access-denied` when they are not of this device; `cancelled`
 */
export async function resynchronise(user: MfaEnrolment, serialNumber: string): Promise<void> {
  const question = printable(`actas: the code that ${serialNumber} shows:`).concat(" ");
  const codes = await askCodes(question).catch((error: unknown) => {
    throw cancelled(error, "synchronise an MFA device");
  });
  if ((await user.resync(serialNumber, codes)) === "synchronised") return;
  throw new ActasError("access-denied", `cannot synchronise ${serialNumber}: AWS did not take these two codes`, {
    hints: ["they must be two codes that this device shows one after the other", "a lost device is replaced in IAM"],
  });
}
