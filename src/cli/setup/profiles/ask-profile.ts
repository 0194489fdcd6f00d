import { isMfaSerial, parseRoleArn } from "../../../base/arn.ts";
import { ActasError } from "../../../base/errors.ts";
import { printable } from "../../../base/printable.ts";
import { findProfile, hasKeys, profileNames, profileOrNone } from "../../../profiles/profile.ts";
import type { ProfileFiles } from "../../../profiles/profile-reader.ts";
import { requireProfile } from "../../../targets/require-profile.ts";
import { askUser } from "../../terminal/ask-user.ts";
import { requireParts } from "../ask-parts.ts";
import type { KnownBefore } from "../known-before.ts";
import { isLikeRegion } from "../likely-regions.ts";
import { namedDevice } from "../named-device.ts";
import { isProfileName, type NewProfile, requireNewName } from "./new-profile.ts";
import { refuseUnknownTarget } from "./refuse-unknown-target.ts";

const PURPOSE = "write a profile";
const MFA_QUESTION = "actas: the ARN of its MFA device; Enter alone if it has none: ";
const DEVICE: Wanted = { isUsable: isMfaSerial, what: "ARN or serial number of an MFA device" };
const REGION: Wanted = { isUsable: isLikeRegion, what: "region" };
const SHOWN = 8;

/**
 * The parts of a new profile. Asks on a terminal for those that are missing; an option that is not needed is asked for
 * only where the target itself was.
 *
 * @throws {ActasError} `usage`, naming every missing part, when no user can be asked; `cancelled`
 */
export async function askProfile(typed: Partial<NewProfile>, before: KnownBefore): Promise<NewProfile> {
  const isRole = typed.target !== undefined && parseRoleArn(typed.target) !== undefined;
  if (typed.name !== undefined) requireNewName(typed.name, before.files);
  requireParts("actas setup profile", {
    "<name>": typed.name,
    "<target>": typed.target,
    ...(isRole && { "`--profile <name>`": typed.profile }),
  });
  if (typed.target !== undefined) refuseUnknownTarget(typed.target, before);
  if (typed.profile !== undefined) requireProfile(typed.profile, before.files);
  const target = typed.target ?? (await askTarget(before));
  const role = parseRoleArn(target);
  const profile =
    typed.profile ?? (role ? await askUsersProfile("the profile whose keys assume it", before) : undefined);
  const asked = typed.target === undefined;
  const needsDevice = asked && typed.mfaSerial === undefined && profile !== undefined && !namedDevice(profile, before);
  const mfaSerial = typed.mfaSerial ?? (needsDevice ? await askOrNone(MFA_QUESTION, DEVICE) : undefined);
  const region = typed.region ?? (asked ? await askRegion(before) : undefined);
  const name = typed.name ?? (await askName(role?.roleName ?? "", before));
  return {
    ...typed,
    ...{ name, target },
    ...(profile !== undefined && { profile }),
    ...(mfaSerial !== undefined && { mfaSerial }),
    ...(region !== undefined && { region }),
  };
}

async function askTarget(before: KnownBefore): Promise<string> {
  const question = "actas: the ARN of the role, or SOURCE:ROLE as `actas list targets` shows it: ";
  for (let why = ""; ; ) {
    const target = await askUser(`${why}${question}`, PURPOSE);
    why = "";
    if (target === "") continue;
    try {
      refuseUnknownTarget(target, before);
      return target;
    } catch (error) {
      if (!(error instanceof ActasError)) throw error;
      why = `actas: ${printable(error.message)}\n`;
    }
  }
}

/** The profile of an IAM user's keys. Enter alone takes the only one there is. @throws as {@link askProfile} */
export async function askUsersProfile(what: string, { files }: KnownBefore): Promise<string> {
  const withKeys = profileNames(files).filter((name) => hasOwnKeys(name, files));
  const usual = withKeys.length === 1 ? withKeys[0] : undefined;
  const some = withKeys.slice(0, SHOWN).map(printable).join(", ");
  const shown = usual === undefined ? some && ` (${some})` : ` [${printable(usual)}]`;
  if (profileNames(files).length === 0) requireProfile("default", files);
  for (let why = ""; ; ) {
    const name = (await askUser(`${why}actas: ${what}${shown}: `, PURPOSE)) || (usual ?? "");
    if (findProfile(files, name)) return name;
    why = name === "" ? "actas: a profile has to be named\n" : `actas: there is no profile "${printable(name)}"\n`;
  }
}

function hasOwnKeys(name: string, files: ProfileFiles): boolean {
  const profile = profileOrNone(files, name);
  return profile !== undefined && hasKeys(profile);
}

async function askRegion({ files }: KnownBefore): Promise<string | undefined> {
  const usual = findProfile(files, "default")?.settings.get("region")?.value;
  const enter = usual === undefined ? "Enter alone: none" : `[${printable(usual)}]`;
  return (await askOrNone(`actas: its region, such as eu-west-1; ${enter}: `, REGION)) ?? usual;
}

interface Wanted {
  readonly isUsable: (answer: string) => boolean;
  /** Ends "that is no ". */
  readonly what: string;
}

/** Asks until the answer can be used; Enter alone is none. */
async function askOrNone(question: string, { isUsable, what }: Wanted): Promise<string | undefined> {
  for (let why = ""; ; why = `actas: that is no ${what}\n`) {
    const answer = await askUser(`${why}${question}`, PURPOSE);
    if (answer === "" || isUsable(answer)) return answer || undefined;
  }
}

async function askName(role: string, { files }: KnownBefore): Promise<string> {
  const proposed = isProfileName(role) && !findProfile(files, role) ? role : undefined;
  for (let why = ""; ; ) {
    const brackets = proposed === undefined ? "" : ` [${proposed}]`;
    const name = (await askUser(`${why}actas: what will you call it?${brackets} `, PURPOSE)) || (proposed ?? "");
    if (!isProfileName(name)) why = "actas: a name has letters, digits and any of _.@+-\n";
    else if (findProfile(files, name)) why = `actas: there is a profile "${name}" already\n`;
    else return name;
  }
}
