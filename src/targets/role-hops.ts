import { isRoleSessionName } from "../aws/is-role-session-name.ts";
import type { StsLocation } from "../aws/sts-location.ts";
import { parseRoleArn, type RoleArn } from "../base/arn.ts";
import type { CredentialRequest } from "../base/credential-request.ts";
import { inWords } from "../base/duration.ts";
import { ActasError } from "../base/errors.ts";
import type { Profile } from "../profiles/profile.ts";
import type { ProfileFiles } from "../profiles/profile-reader.ts";
import {
  type AssumedBy,
  intermediateDuration,
  isForThisRole,
  MOST_SECONDS,
  roleDuration,
  type Tell,
} from "./durations.ts";
import { stsLocation } from "./endpoints/sts-location.ts";
import { fromEnvironment, fromFlag, type Lineage, nameOf, ownSetting, type Setting, unusable } from "./setting.ts";

/** One AssumeRole call. */
export interface RoleHop {
  readonly roleArn: string;
  /** 900 to 43200. */
  readonly durationSeconds: number;
  /** As long as the role allows, and no longer than that. */
  readonly longest?: true;
  /** The duration was set for many roles, and not for this one. */
  readonly durationIsShared?: true;
  readonly externalId?: string;
  /** As configured; absent: the broker picks one. */
  readonly roleSessionName?: string;
  readonly sts: StsLocation;
}

/** The settings for a role that come with the request. */
type Typed = Pick<CredentialRequest, "environment" | "externalId" | "roleSessionName">;

/** A role to assume, before its parameters are looked up. */
export interface RolePlace {
  readonly roleArn: Setting;
  /** The profile of the role; absent for a role named by its ARN. */
  readonly own?: Profile;
  /** Never empty: the role's profile, or the one that lends its credentials, comes first. */
  readonly lineage: readonly [Profile, ...Lineage];
  /** Decides how long the role may last at most. */
  readonly assumedBy: AssumedBy;
}

/**
 * The AssumeRole calls, in the order they are made. Flags count for the last one only.
 *
 * @throws {ActasError} `configuration` or `usage` for values that AWS would refuse
 */
export function roleHops(
  places: readonly RolePlace[],
  request: CredentialRequest,
  files: ProfileFiles,
  tell: Tell,
): RoleHop[] {
  return places.map((place, index) => {
    const isLast = index === places.length - 1;
    const typed: Typed = isLast ? request : { environment: {} };
    const { partition } = requireRoleArn(place.roleArn);
    const id = externalId(place.own, typed);
    const name = roleSessionName(place.own, typed);
    return {
      roleArn: place.roleArn.value,
      ...(isLast ? lastDuration(place, request, tell) : { durationSeconds: intermediateDuration(place.lineage) }),
      ...(id && { externalId: id.value }),
      ...(name && { roleSessionName: name.value }),
      sts: stsLocation({ own: place.lineage[0], lineage: place.lineage, partition }, request, files),
    };
  });
}

/** The external id of a role: `--external-id`, else the profile's own. */
export function externalId(own: Profile | undefined, typed: Typed): Setting | undefined {
  const setting = fromFlag("--external-id", typed.externalId) ?? ownSetting(own, "external_id");
  return setting && validExternalId(setting);
}

/** @throws {ActasError} `usage` or `configuration` for text that AWS does not accept as an external id */
export function validExternalId(setting: Setting): Setting {
  if (/^[\w+=,.@:/\\-]{2,1224}$/.test(setting.value)) return setting;
  throw unusable(setting, "an external id has 2 to 1224 letters, digits and any of _+=,.@:/\\-");
}

/** The session name of a role: `--role-session-name`, `AWS_ROLE_SESSION_NAME`, else the profile's own. */
export function roleSessionName(own: Profile | undefined, typed: Typed): Setting | undefined {
  const setting =
    fromFlag("--role-session-name", typed.roleSessionName) ??
    fromEnvironment(typed.environment, "AWS_ROLE_SESSION_NAME") ??
    ownSetting(own, "role_session_name");
  return setting && validSessionName(setting);
}

/** @throws {ActasError} `usage` or `configuration` for text that AWS does not accept as a session name */
export function validSessionName(setting: Setting): Setting {
  if (isRoleSessionName(setting.value)) return setting;
  throw unusable(setting, "a role session name has 2 to 64 letters, digits and any of _+=,.@-");
}

/** @throws {ActasError} `usage` or `configuration` for text that is not a role's ARN */
export function requireRoleArn(setting: Setting): RoleArn {
  const arn = parseRoleArn(setting.value);
  if (!arn) throw unusable(setting, "it is not the ARN of an IAM role");
  return arn;
}

/**
 * What `--duration max` asks for: as long as AWS gives the role.
 *
 * @throws {ActasError} `usage` for a role of which only its administrator knows how long that is
 */
export function longestDuration(assumedBy: AssumedBy, roleArn: Setting): Pick<RoleHop, "durationSeconds" | "longest"> {
  if (assumedBy === "user") {
    const { roleName } = requireRoleArn(roleArn);
    const reason = `only AWS knows how long role "${roleName}" may last, and it takes an MFA code only once`;
    throw new ActasError("usage", `cannot use \`--duration max\`: ${reason}`, {
      hints: ["use `--duration 12h`, or less"],
    });
  }
  const durationSeconds = MOST_SECONDS[assumedBy];
  return assumedBy === "token" ? { durationSeconds, longest: true } : { durationSeconds };
}

/** @throws {ActasError} `usage` or `configuration` for a longer duration than AWS gives a role that is assumed so */
export function refuseTooLong(assumedBy: AssumedBy, duration: Setting<number>, roleArn: Setting, own?: Profile): void {
  if (duration.value <= MOST_SECONDS[assumedBy]) return;
  const { roleName } = requireRoleArn(roleArn);
  throw new ActasError(
    duration.origin.kind === "flag" ? "usage" : "configuration",
    `cannot request ${inWords(duration.value)} for role "${roleName}": a role assumed from another role lasts at most 1 hour`,
    { hints: [`${shorter(duration, own)}, or assume ${roleName} from an IAM user itself`] },
  );
}

function lastDuration(
  { roleArn, own, lineage, assumedBy }: RolePlace,
  request: CredentialRequest,
  tell: Tell,
): Pick<RoleHop, "durationSeconds" | "durationIsShared" | "longest"> {
  if (request.durationSeconds === "max") return longestDuration(assumedBy, roleArn);
  const duration = roleDuration(lineage, request, tell);
  if (assumedBy === "token" && duration.origin.kind === "built-in") return longestDuration(assumedBy, roleArn);
  const isOwn = isForThisRole(duration, own);
  const asAsked = { durationSeconds: duration.value, ...(!isOwn && { durationIsShared: true as const }) };
  const most = MOST_SECONDS[assumedBy];
  if (duration.value <= most) return asAsked;
  if (isOwn) refuseTooLong(assumedBy, duration, roleArn, own);
  // A variable applies to every later command, and the user may rely on it.
  if (duration.origin.kind === "environment") tell(shortened(duration, roleArn));
  return { ...asAsked, durationSeconds: most };
}

function shortened(duration: Setting<number>, roleArn: Setting): string {
  const { roleName } = requireRoleArn(roleArn);
  return `${nameOf(duration)} is ${inWords(duration.value)}; role "${roleName}" is assumed from another role, so it lasts 1 hour`;
}

function shorter({ origin }: Setting<number>, own: Profile | undefined): string {
  if (origin.kind === "profile" && own) return `set \`${origin.key}\` to 3600 in profile "${own.name}"`;
  return `use \`${origin.kind === "flag" ? origin.name : "--duration"} 1h\``;
}
