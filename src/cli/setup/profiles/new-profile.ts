import { isMfaSerial, parseRoleArn } from "../../../base/arn.ts";
import { parseDuration } from "../../../base/duration.ts";
import { ActasError } from "../../../base/errors.ts";
import { isSeen } from "../../../base/printable.ts";
import { shellArgument } from "../../../base/shell-word.ts";
import { changeAwsFiles } from "../../../profiles/change-aws-files.ts";
import type { NewSetting } from "../../../profiles/edited-file.ts";
import { profilePaths } from "../../../profiles/file-paths.ts";
import { findProfile } from "../../../profiles/profile.ts";
import type { ProfileFiles } from "../../../profiles/profile-reader.ts";
import { headerOfProfile } from "../../../profiles/sections-of-profile.ts";
import { resolveTarget } from "../../../targets/resolve-target.ts";
import type { KnownBefore } from "../known-before.ts";
import { isLikeRegion } from "../likely-regions.ts";
import { processCommand } from "./process-command.ts";

/** What a new profile says. */
export interface NewProfile {
  readonly name: string;
  /** A role ARN, whose profile says so; or anything else that `actas` takes as a target, which its command gets. */
  readonly target: string;
  /** The profile whose keys assume the role; only for a role ARN. */
  readonly profile?: string;
  readonly mfaSerial?: string;
  readonly region?: string;
  readonly externalId?: string;
  /** As typed, such as `1h30m`. */
  readonly duration?: string;
}

/** Whether a new profile can have that name: other tools read no other characters. */
export function isProfileName(name: string): boolean {
  return /^\w[\w.@+-]*$/.test(name);
}

/**
 * Prepares a new profile at the end of the config file. It must mean something without any call.
 *
 * @throws {ActasError} `usage` for unusable parts, and when there is such a profile; as `resolveTarget()`
 */
export function newProfile(
  parts: NewProfile,
  { environment, files, known }: KnownBefore,
): { readonly path: string; readonly write: () => Promise<unknown> } {
  const { name } = parts;
  const path = profilePaths(environment).config;
  requireNewName(name, files);
  const settings = settingsOf(parts);
  const { after, write } = changeAwsFiles(environment, (file, which) => {
    if (which === "config") file.add(headerOfProfile(name), settings);
  });
  const request = { sourceProfile: name, environment, freshness: "cached", interaction: "never" } as const;
  resolveTarget(request, after, known, { delivery: "other" });
  return { path, write };
}

/** @throws {ActasError} `usage` for a name that no new profile can have */
export function requireNewName(name: string, files: ProfileFiles): void {
  if (!isProfileName(name)) {
    const order = name.includes(":") ? ["the name stands before the target: `actas setup profile NAME TARGET`"] : [];
    throw unusable(`"${name}"`, "a profile's name has letters, digits and any of _.@+-", order);
  }
  if (!findProfile(files, name)) return;
  throw new ActasError("usage", `cannot write profile "${name}": there is one already`, {
    hints: [`\`actas config show ${shellArgument(name)}\` shows what it means; another name keeps it`],
  });
}

function settingsOf(parts: NewProfile): readonly NewSetting[] {
  const { duration, externalId, mfaSerial, profile, region, target } = parts;
  if (region !== undefined && !isLikeRegion(region)) throw unusable("`--region`", "a region is named like eu-west-1");
  if (mfaSerial !== undefined && !isMfaSerial(mfaSerial)) {
    throw unusable("`--mfa-serial`", "it is neither the ARN of a virtual MFA device nor a serial number");
  }
  const [odd] = [profile, externalId].filter((value) => value !== undefined && !isPlain(value));
  if (odd !== undefined) throw unusable(`"${odd}"`, "not all tools would read it as it is in a file");
  const of = (key: string, value: string | undefined) => (value === undefined ? [] : [{ key, value }]);
  if (!parseRoleArn(target)) {
    refuseForCommands(parts);
    return [...of("credential_process", commandOf(target)), ...of("region", region)];
  }
  return [
    ...of("role_arn", target),
    ...of("source_profile", profile),
    ...of("mfa_serial", mfaSerial),
    ...of("external_id", externalId),
    ...of("duration_seconds", duration === undefined ? undefined : String(parseDuration(duration))),
    ...of("region", region),
  ];
}

/** The command knows what else the target needs. */
function refuseForCommands({ duration, externalId, mfaSerial, profile }: NewProfile): void {
  const options = {
    "--profile": profile,
    "--mfa-serial": mfaSerial,
    "--external-id": externalId,
    "--duration": duration,
  };
  const given = Object.entries(options).find(([, value]) => value !== undefined);
  if (given) throw unusable(`\`${given[0]}\``, "it is for a role that is named by its ARN");
}

function commandOf(target: string): string {
  return processCommand(target.startsWith("-") ? [`--profile=${target}`] : [target], "as-found");
}

/** SDKs take ` #` and ` ;` for a comment, and trim blanks. */
function isPlain(value: string): boolean {
  return value !== "" && isSeen(value) && value.trim() === value && !/\s[#;]|^[#;]/.test(value);
}

function unusable(what: string, reason: string, hints: readonly string[] = []): ActasError {
  return new ActasError("usage", `cannot use ${what}: ${reason}`, { hints });
}
