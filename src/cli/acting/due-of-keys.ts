import { awsTimestamp } from "../../base/aws-timestamp.ts";

/** The longest time before their end at which keys are replaced; of short ones, the last quarter. */
const WINDOW_MS = 900_000;

/** When a shell is to replace keys, in the form of their end; undefined for keys without an end. */
export function dueOfKeys(expiration: string | null | undefined, now = Date.now()): string | undefined {
  const end = Date.parse(expiration ?? "");
  if (Number.isNaN(end)) return undefined;
  const due = end - Math.min(WINDOW_MS, Math.max(end - now, 0) / 4);
  // In whole seconds, and not before the agent replaces them.
  return awsTimestamp(new Date(Math.ceil(due / 1000) * 1000));
}
