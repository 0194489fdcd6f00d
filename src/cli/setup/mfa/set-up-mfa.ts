import { isMfaSerial } from "../../../base/arn.ts";
import { ActasError } from "../../../base/errors.ts";
import { shellArgument, shellWord } from "../../../base/shell-word.ts";
import type { WantedKey } from "../../../requests/account-on-yubikey.ts";
import { MfaEnrolment } from "../../../requests/setup/mfa-enrolment.ts";
import { keepFromDumps } from "../../../system/processes/keep-from-dumps.ts";
import { inShell, typedProfile } from "../../../targets/typed-target.ts";
import { alone } from "../../asking/without-agent.ts";
import { printJson } from "../../json/print-json.ts";
import { userRequest } from "../../target/user-request.ts";
import { askingProblem } from "../../terminal/asking-problem.ts";
import { printText } from "../../terminal/print-text.ts";
import { say } from "../../terminal/say.ts";
import { terminalListener } from "../../terminal/terminal-listener.ts";
import { type KnownBefore, knownBefore } from "../known-before.ts";
import { namedDevice } from "../named-device.ts";
import { askUsersProfile } from "../profiles/ask-profile.ts";
import { requireWritableProfiles } from "../require-writable.ts";
import { enrol } from "./enrol.ts";
import { resynchronise } from "./resynchronise.ts";
import { SeedInApp } from "./seed-in-app.ts";
import { SeedOnYubikey } from "./seed-on-yubikey.ts";
import { type DeviceSettings, settingsOf, writeDevice } from "./write-device.ts";

/** What commander makes of the options of `actas setup mfa`. */
export interface SetUpMfaFlags {
  readonly name?: string;
  readonly resync?: true;
  readonly mfaSerial?: string;
  readonly otp?: string;
  readonly yubikey?: true;
  readonly yubikeySerial?: string;
  readonly touch?: true;
  readonly json?: true;
}

/**
 * `actas setup mfa [PROFILE]`: gives an IAM user a virtual MFA device, or tells AWS what the clock of one shows.
 *
 * @throws {ActasError} `usage` when no user can be asked; what IAM refuses; `cancelled`
 */
export async function setUpMfa(named: string | undefined, flags: SetUpMfaFlags): Promise<void> {
  const { json, mfaSerial, name, otp, resync } = flags;
  const wanted = wantedKey(flags);
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
  const listener = terminalListener();
  try {
    const request = await userRequest(profile, otp === undefined ? {} : { otp });
    const conversation = alone(listener);
    const user = await MfaEnrolment.begin(request, conversation);
    listener.over();
    if (resync) {
      const serialNumber = deviceOf(user.profile, mfaSerial, before);
      await resynchronise(user, serialNumber);
      return json ? printJson("setup mfa", { profile: user.profile, serialNumber }) : tellSynchronised(serialNumber);
    }
    let yubikey: string | undefined;
    const device = name ?? user.userName;
    const renamed = commandAgain(profile, { ...flags, name: `${device}-2` });
    const command = { name: device, again: commandAgain(profile, flags), renamed };
    const serialNumber = await enrol(user, command, async (label, ending) => {
      if (!wanted) return new SeedInApp(user);
      const holder = await SeedOnYubikey.begin(label, wanted, conversation, ending);
      yubikey = holder.serial;
      return holder;
    });
    listener.over();
    const settings = settingsOf(serialNumber, yubikey);
    const path = await writeDevice(user.profile, settings, before).catch((error: unknown) => {
      say(`actas: note: AWS has enabled the device; ${inWords(settings)} in profile "${user.profile}" names it`);
      throw error;
    });
    if (json) {
      const device = { profile: user.profile, serialNumber, ...(yubikey !== undefined && { yubikey }) };
      return printJson("setup mfa", { ...device, ...(path !== undefined && { path }) });
    }
    tellEnrolled(user, settings, path);
  } finally {
    listener.over();
  }
}

/** The command as it was typed, but for a code that is used up. */
function commandAgain(profile: string, { name, touch, yubikey, yubikeySerial }: SetUpMfaFlags): string {
  const options = [
    ...(name === undefined ? [] : [`--name=${name}`]),
    ...(yubikey ? ["--yubikey"] : []),
    ...(yubikeySerial === undefined ? [] : [`--yubikey-serial=${yubikeySerial}`]),
    ...(touch ? ["--touch"] : []),
  ];
  return ["actas setup mfa", ...options.map(shellWord), shellArgument(profile)].join(" ");
}

function tellSynchronised(serialNumber: string): void {
  printText([`AWS goes by the clock of ${serialNumber} now; its next code is good`]);
}

function tellEnrolled({ profile, userName }: MfaEnrolment, settings: DeviceSettings, path: string | undefined): void {
  printText([`${userName} has the MFA device ${settings.mfa_serial}`]);
  const named = inWords(settings);
  if (path) printText([`wrote \`${Object.keys(settings).join("` and `")}\` of profile "${profile}" to ${path}`]);
  else say(`actas: note: profile "${profile}" names another device; ${named} names this one`);
  printText([`\`actas whoami ${inShell(typedProfile(profile))}\` asks for its next code`]);
}

function inWords(settings: DeviceSettings): string {
  return Object.entries(settings)
    .map(([key, value]) => `\`${key} = ${value}\``)
    .join(" with ");
}

/** @throws {ActasError} `usage` */
function wantedKey({ resync, touch, yubikey, yubikeySerial }: SetUpMfaFlags): WantedKey | undefined {
  if (yubikeySerial !== undefined && !/^\d+$/.test(yubikeySerial)) {
    throw new ActasError("usage", `cannot use \`--yubikey-serial\`: "${yubikeySerial}" is no number`, {
      hints: ["`ykman list --serials` prints the numbers of the keys that are plugged in"],
    });
  }
  const isWanted = yubikey || yubikeySerial !== undefined;
  if (isWanted && resync) throw new ActasError("usage", "cannot use `--yubikey`: it does not go with `--resync`");
  if (touch && !isWanted) throw new ActasError("usage", "cannot use `--touch`: it goes with `--yubikey`");
  return isWanted
    ? { touch: touch ?? false, ...(yubikeySerial !== undefined && { serial: yubikeySerial }) }
    : undefined;
}

function deviceOf(profile: string, typed: string | undefined, before: KnownBefore): string {
  const serialNumber = typed ?? namedDevice(profile, before);
  if (serialNumber !== undefined && isMfaSerial(serialNumber)) return serialNumber;
  const reason = serialNumber === undefined ? `profile "${profile}" names none` : `"${serialNumber}" is none`;
  throw new ActasError("usage", `cannot synchronise an MFA device: ${reason}`, {
    hints: ["`--mfa-serial` names one by its ARN or serial number"],
  });
}
