import type { ProviderContext, ProviderToken } from "oidc-provider/lib/provider.js";

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 24 * HOUR_SECONDS;

/** A stolen one is good for that long at most, and only while its sign-in lasts. */
export const ACCESS_TOKEN_SECONDS = 300;

/** A refresh token that is not used for so long has ended. */
const IDLE_SECONDS = 12 * HOUR_SECONDS;

/** How long a sign-in lasts, however often it is used. */
export const SIGN_IN_SECONDS = {
  code: 7 * DAY_SECONDS,
  /** Nobody has seen the program that got it. */
  device: 12 * HOUR_SECONDS,
  /** Whoever copies a token that is bound to no key can use it. */
  bearer: 12 * HOUR_SECONDS,
} as const;

/** How long a question to a person may wait for its answer. */
export const QUESTION_SECONDS = 600;

/** Lifetimes as `oidc-provider` wants them, in seconds. @param deviceSeconds - how long a code may be typed */
export function lifetimes(deviceSeconds: number = QUESTION_SECONDS) {
  return {
    AccessToken: ACCESS_TOKEN_SECONDS,
    AuthorizationCode: 60,
    DeviceCode: deviceSeconds,
    Grant: SIGN_IN_SECONDS.code,
    IdToken: ACCESS_TOKEN_SECONDS,
    Interaction: QUESTION_SECONDS,
    RefreshToken: (_: ProviderContext, token: ProviderToken) => refreshTokenSeconds(token),
    Session: QUESTION_SECONDS,
  };
}

/** Until it is not used for hours, or the sign-in is days old. At least 1, which the provider needs. */
export function refreshTokenSeconds(
  { gty = "", iiat, jkt }: Pick<ProviderToken, "gty" | "iiat" | "jkt">,
  nowSeconds = Math.floor(Date.now() / 1000),
): number {
  const whole = SIGN_IN_SECONDS[gty.includes("device_code") ? "device" : jkt === undefined ? "bearer" : "code"];
  return Math.max(1, Math.min(IDLE_SECONDS, (iiat ?? nowSeconds) + whole - nowSeconds));
}
