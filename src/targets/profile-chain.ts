import { ActasError } from "../base/errors.ts";
import { HIDDEN_ROLE_ARN, SOURCE_PROFILE, TOKEN_FILE, WEB_IDENTITY_URL } from "../profiles/key-generations.ts";
import { findProfile, hasKeys, type Profile } from "../profiles/profile.ts";
import type { ProfileFiles } from "../profiles/profile-reader.ts";
import { lendsToItself } from "./kinds/kinds.ts";
import { notSupported } from "./kinds/not-supported.ts";
import { requireProfile } from "./require-profile.ts";
import { ownSetting, type Setting, unusable } from "./setting.ts";

/** How the credentials will be delivered: `process` when an SDK runs actas as `credential_process`. */
export type DeliveryKind = "process" | "other";

/** A profile that assumes a role. */
export interface RoleStep {
  readonly profile: Profile;
  readonly roleArn: Setting;
}

/** The profiles from the target's to the one that names the source. */
export interface ProfileChain {
  /** The target's own role first; AWS is called in the opposite order. */
  readonly steps: readonly RoleStep[];
  /** The profile at the end, which may be the profile of the last step. */
  readonly source: Profile;
  /** The target's `role_arn`, when it does not count: see {@link roleOf}. */
  readonly passedOver?: Setting;
}

/**
 * Follows `source_profile` from profile to profile.
 *
 * @param place - `source` when the profile only lends its credentials to a role named by ARN
 * @throws {ActasError} `profile-not-found`; `configuration` for a loop or a role without a source; `unsupported`
 */
export function profileChain(
  name: string,
  files: ProfileFiles,
  { delivery, place }: { readonly delivery: DeliveryKind; readonly place: "target" | "source" },
): ProfileChain {
  const steps: RoleStep[] = [];
  let profile = requireProfile(name, files);
  const passedOver = place === "target" ? passedOverRole(profile, delivery) : undefined;
  for (;;) {
    const isTarget = place === "target" && steps.length === 0;
    const roleArn = passedOver && isTarget ? undefined : roleOf(profile, isTarget ? "target" : "source");
    if (!roleArn) return { steps, source: profile, ...(passedOver && { passedOver }) };
    steps.push({ profile, roleArn });
    const next = sourceNameOf(profile, roleArn, files);
    if (next === profile.name && lendsToItself(profile)) return { steps, source: profile };
    refuseLoop(next, steps);
    profile = requireProfile(next, files, profile);
  }
}

/**
 * A profile with both `role_arn` and `credential_process` has two meanings: SDKs that see the first never run the
 * second. So if an SDK has run us, `role_arn` does not count; only the spellings that SDKs do not know do.
 */
function passedOverRole(profile: Profile, delivery: DeliveryKind): Setting | undefined {
  const applies = delivery === "process" && mayHaveTwoMeanings(profile);
  return applies && !ownSetting(profile, ...HIDDEN_ROLE_ARN) ? ownSetting(profile, "role_arn") : undefined;
}

/** Whether it may matter how the credentials of a profile are delivered; if not, a target is the same for both ways. */
export function mayHaveTwoMeanings({ settings }: Profile): boolean {
  return settings.has("credential_process") && !settings.has(TOKEN_FILE);
}

/** A source's own keys win over its `role_arn`, as in the AWS CLI; the target's do not, nor do any over a token. */
function roleOf(profile: Profile, place: "target" | "source"): Setting | undefined {
  const hidden = ownSetting(profile, ...HIDDEN_ROLE_ARN);
  const keysWin = place === "source" && hasKeys(profile) && !profile.settings.has(TOKEN_FILE);
  return hidden ?? (keysWin ? undefined : ownSetting(profile, "role_arn"));
}

function sourceNameOf(profile: Profile, roleArn: Setting, files: ProfileFiles): string {
  const isHidden = roleArn.origin.kind === "profile" && roleArn.origin.key !== "role_arn";
  if (profile.settings.has(TOKEN_FILE)) return profile.name;
  const foreign = isHidden ? undefined : ownSetting(profile, "credential_source");
  const source = foreign ? undefined : ownSetting(profile, ...SOURCE_PROFILE)?.value;
  if (source) return source;
  const signsIn = [profile, findProfile(files, "default")].find((one) => one?.settings.has(WEB_IDENTITY_URL));
  if (signsIn && !foreign) return signsIn.name;
  if (isHidden && lendsToItself(profile)) return profile.name;
  const elsewhere = isHidden ? undefined : notSupported(profile);
  if (elsewhere) throw elsewhere;
  throw unusable(roleArn, "the profile has no `source_profile`, so no credentials can assume the role", [
    `set \`source_profile\` in profile "${profile.name}" to the profile whose keys assume the role`,
  ]);
}

function refuseLoop(next: string, steps: readonly RoleStep[]): void {
  const names = steps.map(({ profile }) => profile.name);
  if (!names.includes(next)) return;
  const loop = [...names.slice(names.indexOf(next)), next].join(" -> ");
  throw new ActasError(
    "configuration",
    `cannot use profile "${names[0]}": its source profiles go in a circle: ${loop}`,
    {
      hints: [`set \`source_profile\` of profile "${names.at(-1)}" to a profile with keys of its own`],
    },
  );
}
