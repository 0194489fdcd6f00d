import type { CallRecord, MadeUpAws } from "./made-up-aws.ts";

/** Adds a call to the log, with the time. By default it had no MFA code. */
export function recordCall(call: Omit<CallRecord, "time" | "mfa"> & Partial<CallRecord>, aws: MadeUpAws): void {
  aws.calls.push({ time: new Date(aws.now()).toISOString(), mfa: "none", ...call });
}
