import { isMfaSerial } from "../../../base/arn.ts";
import { ActasError } from "../../../base/errors.ts";
import { MFA_SERIAL } from "../../../profiles/key-generations.ts";
import { findProfile } from "../../../profiles/profile.ts";
import { MfaEnrolment } from "../../../requests/mfa-enrolment.ts";
import { keepFromDumps } from "../../../system/processes/keep-from-dumps.ts";
import { inShell, typedProfile } from "../../../targets/typed-target.ts";
import { printJson } from "../../json/print-json.ts";
import { askingProblem } from "../../terminal/asking-problem.ts";
import { printText } from "../../terminal/print-text.ts";
import { say } from "../../terminal/say.ts";
import { terminalListener } from "../../terminal/terminal-listener.ts";
import { alone } from "../../without-agent.ts";
import { type KnownBefore, knownBefore } from "../known-before.ts";
import { askUsersProfile } from "../profiles/ask-profile.ts";
import { requireWritableProfiles } from "../require-writable.ts";
import { enrol } from "./enrol.ts";
import { resynchronise } from "./resynchronise.ts";
import { writeSerialNumber } from "./write-serial-number.ts";

/** What commander makes of the options of `actas setup mfa`. */
export interface SetUpMfaFlags {
  readonly name?: string;
  readonly resync?: true;
  readonly mfaSerial?: string;
  readonly json?: true;
}

/**
 * `actas setup mfa [PROFILE]`: gives an IAM user a virtual MFA device, or tells AWS what the clock of one shows.
 *
 * @throws {ActasError} `usage` when no user can be asked; what IAM refuses; `cancelled`
 */
export async function setUpMfa(
  named: string | undefined,
  { json, mfaSerial, name, resync }: SetUpMfaFlags,
): Promise<void> {
  const problem = askingProblem();
  if (problem) {
    throw new ActasError("usage", `cannot set up an MFA device: its codes have to be typed, and ${problem}`, {
      hints: ["run the command in a terminal"],
    });
  }
  keepFromDumps();
  const before = await knownBefore();
  if (!resync) requireWritableProfiles(before.environment);
  const profile = named ?? (await askUsersProfile("the profile with your keys", before));
  const { environment } = before;
  const listener = terminalListener();
  try {
    const request = { sourceProfile: profile, environment, freshness: "cached", interaction: "allowed" } as const;
    const user = await MfaEnrolment.begin(request, alone(listener));
    listener.over();
    if (resync) {
      const serialNumber = deviceOf(user.profile, mfaSerial, before);
      await resynchronise(user, serialNumber);
      return json ? printJson("setup mfa", { profile: user.profile, serialNumber }) : tellSynchronised(serialNumber);
    }
    const serialNumber = await enrol(user, name);
    const path = await writeSerialNumber(user.profile, serialNumber, before).catch((error: unknown) => {
      say(
        `actas: note: AWS has enabled the device; \`mfa_serial = ${serialNumber}\` in profile "${user.profile}" names it`,
      );
      throw error;
    });
    if (json)
      return printJson("setup mfa", { profile: user.profile, serialNumber, ...(path !== undefined && { path }) });
    tellEnrolled(user, serialNumber, path);
  } finally {
    listener.over();
  }
}

function tellSynchronised(serialNumber: string): void {
  printText([`AWS goes by the clock of ${serialNumber} now; its next code is good`]);
}

function tellEnrolled({ profile, userName }: MfaEnrolment, serialNumber: string, path: string | undefined): void {
  printText([`${userName} has the MFA device ${serialNumber}`]);
  if (path) printText([`wrote \`mfa_serial\` of profile "${profile}" to ${path}`]);
  else say(`actas: note: profile "${profile}" names another device; \`mfa_serial = ${serialNumber}\` names this one`);
  printText([`\`actas whoami ${inShell(typedProfile(profile))}\` asks for its next code`]);
}

function deviceOf(profile: string, typed: string | undefined, { files }: KnownBefore): string {
  const settings = [profile, "default"].map((one) => findProfile(files, one)?.settings);
  const found = settings.flatMap((one) => MFA_SERIAL.flatMap((key) => one?.get(key)?.value ?? []))[0];
  const serialNumber = typed ?? found;
  if (serialNumber !== undefined && isMfaSerial(serialNumber)) return serialNumber;
  const reason = serialNumber === undefined ? `profile "${profile}" names none` : `"${serialNumber}" is none`;
  throw new ActasError("usage", `cannot synchronise an MFA device: ${reason}`, {
    hints: ["`--mfa-serial` names one by its ARN or serial number"],
  });
}
