import type { Credentials } from "../base/credentials.ts";

/** Whether credentials are due to be replaced. `soon`: only if that needs no person; `now`: in any case. */
export type Due = "no" | "soon" | "now";

/** Last part of a lifetime, in which credentials are replaced if that needs no person: botocore's advisory window. */
const ADVISORY = { seconds: 900, share: 0.25 };
/** Last part of a lifetime, in which they are no longer handed out: botocore's mandatory window. */
const MANDATORY = { seconds: 600, share: 0.15 };

/**
 * Judges credentials at `now` (milliseconds since the epoch). Both windows shrink with the lifetime, so that
 * 15-minute credentials are still worth keeping. Credentials without an end are never due.
 */
export function dueOf({ expiration }: Credentials, obtainedAt: number, now: number): Due {
  if (!expiration) return "no";
  const lifetimeMs = expiration.getTime() - obtainedAt;
  const remainingMs = expiration.getTime() - now;
  if (remainingMs <= windowMs(MANDATORY, lifetimeMs)) return "now";
  return remainingMs <= windowMs(ADVISORY, lifetimeMs) ? "soon" : "no";
}

/** When to refresh in the background: the start of the advisory window, in milliseconds since the epoch. */
export function refreshAt(expiration: Date, obtainedAt: number): number {
  return expiration.getTime() - windowMs(ADVISORY, expiration.getTime() - obtainedAt);
}

function windowMs({ seconds, share }: { seconds: number; share: number }, lifetimeMs: number): number {
  return Math.min(seconds * 1000, lifetimeMs * share);
}
