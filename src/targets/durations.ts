import type { CredentialRequest } from "../base/credential-request.ts";
import { DURATION_FORM, inWords, secondsOf } from "../base/duration.ts";
import type { Profile } from "../profiles/profile.ts";
import {
  builtIn,
  fromEnvironment,
  fromFlag,
  inheritedSetting,
  type Lineage,
  nameOf,
  type Setting,
  unusable,
} from "./setting.ts";

/** Seconds a role's credentials may last. @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const ROLE = { least: 900, most: 43_200, default: 3600 };

/** Seconds of a session token. @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
const SESSION_TOKEN = { least: 900, most: 129_600, default: 43_200 };

/** Seconds of a session token when none are set, or the setting does not count. */
export const DEFAULT_SESSION_SECONDS = SESSION_TOKEN.default;

/** The most seconds that AWS gives a role which is assumed with a role's or a session's credentials. */
export const MOST_WHEN_CHAINED = 3600;

/** What assumes a role: an IAM user, another role or a session, or whoever a web identity token is about. */
export type AssumedBy = "user" | "role" | "token";

/** The most seconds that AWS gives a role, by what assumes it. */
export const MOST_SECONDS: Readonly<Record<AssumedBy, number>> = {
  user: ROLE.most,
  role: MOST_WHEN_CHAINED,
  token: ROLE.most,
};

/** Tells the user something. */
export type Tell = (notice: string) => void;

/**
 * Seconds to ask of AssumeRole: `--duration`, `CREDENTIALS_DURATION`, `DURATION_SECONDS`, the nearest profile's
 * `credentials_duration` or `duration_seconds`, or an hour. A value out of range is clamped, and the user is told.
 *
 * @throws {ActasError} `configuration` for an invalid duration, `usage` for a flag out of range
 */
export function roleDuration(
  lineage: Lineage,
  { durationSeconds, environment }: Pick<CredentialRequest, "durationSeconds" | "environment">,
  tell: Tell,
): Setting<number> {
  const setting =
    fromFlag("--duration", typeof durationSeconds === "number" ? durationSeconds : undefined) ??
    fromEnvironment(environment, "CREDENTIALS_DURATION", "DURATION_SECONDS") ??
    ownDuration(lineage);
  return inRange(setting, ROLE, tell);
}

/** Seconds to ask for a role that only assumes the next one: those of its profile, at most AWS's limit of an hour. */
export function intermediateDuration(lineage: Lineage): number {
  const { value } = inRange(ownDuration(lineage), ROLE, () => {});
  return Math.min(value, MOST_WHEN_CHAINED);
}

/** Whether a duration was set for this very role, by a flag or in its own profile, and not for many roles at once. */
export function isForThisRole({ origin }: Setting<unknown>, own: Profile | undefined): boolean {
  return origin.kind === "flag" || (origin.kind === "profile" && origin.profile === own?.name);
}

/** Seconds to ask for a role when only the flag counts; without it an hour. @throws {ActasError} `usage` */
export function typedDuration(typed: Setting<number> | undefined): Setting<number> {
  return inRange(typed ?? builtIn(ROLE.default), ROLE, () => {});
}

/**
 * Seconds to ask of GetSessionToken: `--duration` when there is no role it could mean, `SESSION_TOKEN_DURATION`,
 * `session_token_duration`, or 12 hours. Range and errors as {@link roleDuration}.
 */
export function sessionDuration(
  lineage: Lineage,
  { durationSeconds, environment }: Pick<CredentialRequest, "durationSeconds" | "environment">,
  tell: Tell,
): Setting<number> {
  const setting =
    fromFlag("--duration", durationSeconds === "max" ? SESSION_TOKEN.most : durationSeconds) ??
    fromEnvironment(environment, "SESSION_TOKEN_DURATION") ??
    inheritedSetting(lineage, "session_token_duration") ??
    builtIn(SESSION_TOKEN.default);
  return inRange(setting, SESSION_TOKEN, tell);
}

function ownDuration(lineage: Lineage): Setting<string | number> {
  return inheritedSetting(lineage, "credentials_duration", "duration_seconds") ?? builtIn(ROLE.default);
}

function inRange(setting: Setting<string | number>, { least, most }: typeof ROLE, tell: Tell): Setting<number> {
  const asked = typeof setting.value === "number" ? setting.value : secondsOf(setting.value);
  if (asked === undefined) throw unusable(setting, `it is not ${DURATION_FORM}`);
  const value = Math.min(Math.max(asked, least), most);
  if (value === asked) return { value, origin: setting.origin };
  if (setting.origin.kind === "flag") {
    throw unusable(setting, `it is ${inWords(asked)}; AWS takes ${inWords(least)} to ${inWords(most)}`);
  }
  tell(
    `${nameOf(setting)} is ${inWords(asked)}; AWS takes ${inWords(least)} to ${inWords(most)}, so it is ${inWords(value)} now`,
  );
  return { value, origin: setting.origin };
}
