import { ActasError } from "../../../base/errors.ts";
import { shellWord } from "../../../base/shell-word.ts";
import type { MfaEnrolment, NewMfaDevice } from "../../../requests/mfa-enrolment.ts";
import { EndingSignals } from "../../../system/processes/ending-signals.ts";
import { Interrupted } from "../../../system/terminal/interrupted.ts";
import { askYesOrNo } from "../../terminal/ask-user.ts";
import { say } from "../../terminal/say.ts";
import { askCodes } from "./ask-codes.ts";
import { SeedOnTerminal } from "./seed-on-terminal.ts";

/** What AWS takes for a name; it is shown in the app, and is the end of the serial number. */
const NAME = /^[\w+=,.@-]{1,200}$/;
const TRIES = 3;
const SCAN = "actas: scan this with an app for codes, such as one on your phone\n";
const FIRST = "actas: the code that it shows (or `key`, to type the key into the app): ";
const SPELT = "actas: the code that it shows: ";

/**
 * Makes a virtual MFA device, shows its seed, and enables it with two codes. If that is broken off, the device is
 * deleted again.
 *
 * @returns its serial number
 * @throws {ActasError} what IAM refuses; `cancelled`
 */
export async function enrol(user: MfaEnrolment, name = user.userName): Promise<string> {
  if (!NAME.test(name)) {
    throw new ActasError("usage", `cannot use \`--name\`: a device's name has letters, digits and any of _+=,.@-`);
  }
  try {
    // A signal that came while AWS was asked ends this only when it is known what there is to take back.
    using ending = new EndingSignals();
    return await enrolUntil(ending.signal, user, name);
  } catch (error) {
    throw ended(error);
  }
}

async function enrolUntil(ending: AbortSignal, user: MfaEnrolment, name: string): Promise<string> {
  const { seed, serialNumber } = await newDevice(user, name);
  const shown = new SeedOnTerminal(seed, user);
  try {
    ending.throwIfAborted();
    await enable(user, serialNumber, shown, ending);
  } catch (error) {
    // The question that was open has taken a line.
    shown.asked(1);
    shown.erase();
    if ((await takeBack(user, serialNumber)) === "in-use" && !(error instanceof Interrupted)) return serialNumber;
    throw error;
  }
  return serialNumber;
}

/** A device of that name may be left from a command that was killed. */
async function newDevice(user: MfaEnrolment, name: string): Promise<NewMfaDevice> {
  const device = await user.create(name);
  if (device) return device;
  const question = `actas: there is a device "${name}", which may be left from a try that was broken off.\n`;
  const answer = await askYesOrNo(`${question}actas: delete it, if no user has it?`, "set up an MFA device");
  const isGone = answer === "yes" && (await user.delete(user.serialNumberOf(name))) === "deleted";
  const again = isGone ? await user.create(name) : undefined;
  if (again) return again;
  const reason = answer === "yes" ? "a user has it" : "there is one already";
  throw new ActasError("usage", `cannot make MFA device "${name}": ${reason}`, {
    hints: [`\`actas setup mfa --name ${shellWord(`${name}-2`)}\` gives it another name`],
  });
}

async function enable(
  user: MfaEnrolment,
  serialNumber: string,
  shown: SeedOnTerminal,
  ending: AbortSignal,
): Promise<void> {
  say(SCAN.trimEnd());
  const problem = shown.draw();
  if (problem) say(`actas: a QR code cannot be drawn here: ${problem}`);
  if (problem) shown.spell();
  for (let tries = 1; ; tries++) {
    const typed = (word: string): void => void (/^key$/i.test(word) && tries === 1 && shown.spell());
    const asked = (lines: number): void => shown.asked(lines);
    const codes = await askCodes(problem || tries > 1 ? SPELT : FIRST, { asked, typed, done: () => shown.erase() });
    if ((await user.enable(serialNumber, codes)) === "enabled") return;
    ending.throwIfAborted();
    if (tries === TRIES)
      throw new ActasError("access-denied", `cannot enable ${serialNumber}: AWS took no pair of codes`);
    say("actas: AWS did not take them: type two codes that it shows one after the other");
  }
}

/** Deletes what nobody has. */
async function takeBack(user: MfaEnrolment, serialNumber: string): Promise<"deleted" | "in-use" | "unknown"> {
  try {
    const outcome = await user.delete(serialNumber);
    if (outcome === "deleted") say("actas: note: nothing is left at AWS of the device");
    return outcome;
  } catch (error) {
    if (!(error instanceof ActasError)) throw error;
    say(`actas: note: AWS still has the device ${serialNumber}, which no user has: ${error.message}`);
    say("actas: note: the same command offers to delete it");
    return "unknown";
  }
}

function ended(error: unknown): unknown {
  if (!(error instanceof Interrupted)) return error;
  // As the user wanted; usually this process ends here.
  if (error.signal) process.kill(process.pid, error.signal);
  return new ActasError("cancelled", "cannot set up an MFA device: the question was cancelled");
}
