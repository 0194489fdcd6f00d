import { awsTimestamp } from "../../base/aws-timestamp.ts";

/** Lifetime reported for keys that do not end: botocore and the JS SDK refuse an answer without an end. */
const ENDLESS_MS = 3_600_000;

/** The end of credentials as programs are told it. */
export function reportedExpiration(expiration: Date | undefined): string {
  return awsTimestamp(expiration ?? new Date(Date.now() + ENDLESS_MS));
}
