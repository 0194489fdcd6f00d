import { ActasError } from "../../../base/errors.ts";
import type { MfaEnrolment, NewMfaDevice } from "../../../requests/setup/mfa-enrolment.ts";
import { EndingSignals } from "../../../system/processes/ending-signals.ts";
import { Interrupted } from "../../../system/terminal/interrupted.ts";
import { askYesOrNo, cancelled } from "../../terminal/ask-user.ts";
import { say } from "../../terminal/say.ts";
import type { SeedHolder } from "./seed-holder.ts";

/** What AWS takes for a name; it is shown in the app, and is the end of the serial number. */
const NAME = /^[\w+=,.@-]{1,200}$/;
const TRIES = 3;
const PURPOSE = "set up an MFA device";

/** Makes what holds the seed of the device of this serial number, before there is one. */
export type HolderFor = (serialNumber: string, ending: AbortSignal) => Promise<SeedHolder>;

/** What the device is called, the command that was typed, and the same with a name that is not taken. */
interface Named {
  readonly name: string;
  readonly again: string;
  readonly renamed: string;
}

/**
 * Makes a virtual MFA device, gives its seed to what is to make its codes, and enables it with two of them. If that is
 * broken off, the device is deleted again.
 *
 * @returns its serial number
 * @throws {ActasError} what IAM refuses; `cancelled`
 */
export async function enrol(user: MfaEnrolment, named: Named, holderFor: HolderFor): Promise<string> {
  const { name } = named;
  if (!NAME.test(name)) {
    throw new ActasError("usage", `cannot use \`--name\`: a device's name has letters, digits and any of _+=,.@-`);
  }
  try {
    // A signal that came while AWS was asked ends this only when it is known what there is to take back.
    using ending = new EndingSignals();
    const holder = await holderFor(user.serialNumberOf(name), ending.signal);
    ending.signal.throwIfAborted();
    return await enrolUntil(ending.signal, user, named, holder);
  } catch (error) {
    throw cancelled(error, PURPOSE);
  }
}

async function enrolUntil(ending: AbortSignal, user: MfaEnrolment, named: Named, holder: SeedHolder): Promise<string> {
  const { seed, serialNumber } = await newDevice(user, named);
  try {
    ending.throwIfAborted();
    await holder.take(seed);
    await enable(user, serialNumber, holder, ending);
  } catch (error) {
    holder.hide();
    const left = await takeBack(user, serialNumber, named.again);
    if (left === "in-use" && !(error instanceof Interrupted)) return serialNumber;
    if (left === "deleted") await holder.drop();
    throw error;
  }
  return serialNumber;
}

/** A device of that name may be left from a command that was killed. */
async function newDevice(user: MfaEnrolment, { name, renamed }: Named): Promise<NewMfaDevice> {
  const device = await user.create(name);
  if (device) return device;
  const question = `actas: there is a device "${name}" already: a user has it, or it is left from a try that was broken off.\n`;
  const answer = await askYesOrNo(`${question}actas: delete it, if no user has it?`, PURPOSE);
  const isGone = answer === "yes" && (await user.delete(user.serialNumberOf(name))) === "deleted";
  const again = isGone ? await user.create(name) : undefined;
  if (again) return again;
  const reason = answer === "yes" ? "a user has it" : "there is one already";
  throw new ActasError("usage", `cannot make MFA device "${name}": ${reason}`, {
    hints: [`\`${renamed}\` gives it another name`],
  });
}

async function enable(
  user: MfaEnrolment,
  serialNumber: string,
  holder: SeedHolder,
  ending: AbortSignal,
): Promise<void> {
  for (let tries = 1; ; tries++) {
    const codes = await holder.codes(tries === 1 ? "first" : "again");
    if ((await user.enable(serialNumber, codes)) === "enabled") return;
    ending.throwIfAborted();
    if (tries === TRIES)
      throw new ActasError("access-denied", `cannot enable ${serialNumber}: AWS took no pair of codes`, {
        hints: holder.hints,
      });
    say(`actas: AWS did not take them: ${holder.again}`);
  }
}

/** Deletes what nobody has. */
async function takeBack(
  user: MfaEnrolment,
  serialNumber: string,
  again: string,
): Promise<"deleted" | "in-use" | "unknown"> {
  try {
    const outcome = await user.delete(serialNumber);
    if (outcome === "deleted") say(`actas: note: nothing is left at AWS of the device; \`${again}\` begins anew`);
    return outcome;
  } catch (error) {
    if (!(error instanceof ActasError)) throw error;
    say(`actas: note: AWS still has the device ${serialNumber}, which no user has: ${error.message}`);
    say(`actas: note: \`${again}\` offers to delete it`);
    return "unknown";
  }
}
