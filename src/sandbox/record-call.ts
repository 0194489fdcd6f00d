import type { CallRecord, MadeUpAws } from "./made-up-aws.ts";

/** Writes a call to the log, with the time; without more, no MFA code came with it. */
export function recordCall(call: Omit<CallRecord, "time" | "mfa"> & Partial<CallRecord>, aws: MadeUpAws): void {
  aws.calls.push({ time: new Date(aws.now()).toISOString(), mfa: "none", ...call });
}
