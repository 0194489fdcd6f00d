import type { SourceMessage } from "../../agent-api/messages.ts";
import { localTime } from "../../system/local-time.ts";

/** A sign-in on one line: source, address, and when it ends (RFC 3339, to the second). */
export function signInLine({ id, url, signIn }: SourceMessage, zone: "local" | "utc"): string {
  const { expiration, renewable } = signIn ?? {};
  const until = expiration ? ` [${renewable ? "renews after" : "until"} ${timeIn(zone, Date.parse(expiration))}]` : "";
  return `${id}: ${url}${until}${!expiration && renewable ? " [refreshable]" : ""}`;
}

function timeIn(zone: "local" | "utc", instant: number): string {
  const minutes = zone === "utc" ? 0 : localTime(instant).offsetSeconds / 60;
  const shifted = new Date(instant + minutes * 60_000).toISOString().slice(0, 19);
  const two = (number: number): string => String(Math.floor(Math.abs(number))).padStart(2, "0");
  return minutes === 0
    ? `${shifted}Z`
    : `${shifted}${minutes < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
}
