import type { CredentialRequest, RequestEnvironment } from "../../../base/credential-request.ts";
import { parseDuration } from "../../../base/duration.ts";
import { ActasError } from "../../../base/errors.ts";
import { shellArgument } from "../../../base/shell-word.ts";
import { ask } from "../../asking/ask.ts";
import { defaultInteraction } from "../../environment/default-interaction.ts";
import { printJson } from "../../json/print-json.ts";
import { typedCode } from "../../target/typed-code.ts";
import { printText } from "../../terminal/print-text.ts";
import { knownBefore } from "../known-before.ts";
import { requireWritableProfiles } from "../require-writable.ts";
import { askProfile } from "./ask-profile.ts";
import { type NewProfile, newProfile } from "./new-profile.ts";

/** What commander makes of the options of `actas setup profile`. */
export interface ProfileFlags extends Omit<NewProfile, "name" | "target"> {
  readonly check?: true;
  readonly otp?: string;
  readonly json?: true;
}

/** `actas setup profile [NAME] [TARGET]`: asks for what is missing, writes the profile, and tells what to type next. */
export async function writeProfile(
  name: string | undefined,
  target: string | undefined,
  { check, json, otp, ...flags }: ProfileFlags,
): Promise<void> {
  if (otp !== undefined && !check) throw otpAlone();
  if (otp !== undefined) typedCode(otp, "--otp");
  const before = await knownBefore();
  requireWritableProfiles(before.environment);
  const typed = { ...flags, ...(name !== undefined && { name }), ...(target !== undefined && { target }) };
  const parts = await askProfile(typed, before);
  const { path, write } = newProfile(parts, before);
  const arn = check ? await whoItIs(parts, otp, before.environment) : undefined;
  await write();
  if (json) return printJson("setup profile", { profile: parts.name, path, ...(arn !== undefined && { arn }) });
  if (arn !== undefined) printText([`it acts as ${arn}`]);
  printText([
    `wrote profile "${parts.name}" to ${path}; \`actas exec ${shellArgument(parts.name)}\` opens a shell as it`,
  ]);
}

/** Asks AWS before anything is written. @throws {ActasError} why the target gives no credentials */
async function whoItIs(
  { duration, externalId, mfaSerial, profile, region, target }: NewProfile,
  otp: string | undefined,
  environment: RequestEnvironment,
): Promise<string> {
  const request: CredentialRequest = {
    target,
    ...(profile !== undefined && { sourceProfile: profile }),
    ...(mfaSerial !== undefined && { serialNumber: mfaSerial }),
    ...(otp !== undefined && { tokenCode: otp }),
    ...(externalId !== undefined && { externalId }),
    ...(duration !== undefined && { durationSeconds: parseDuration(duration) }),
    ...(region !== undefined && { region }),
    freshness: "cached",
    interaction: defaultInteraction("allowed"),
    environment,
  };
  return (await ask({ request: "whoami", for: request }, "used")).arn;
}

function otpAlone(): ActasError {
  return new ActasError("usage", "cannot use `--otp` without `--check`: a profile is written without a code");
}
