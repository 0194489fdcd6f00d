import type { CheckFinding } from "./check.ts";

/** AWS refuses what is signed with a clock that is off by more. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html */
const REFUSED_MS = 5 * 60_000;
const SOON_REFUSED_MS = 3 * 60_000;
const MEND = ["sudo timedatectl set-ntp true", "sudo sntp -sS time.apple.com      on macOS"];

/** How far the clock of this machine is from that of a server; undefined when they agree, or the server does not say. */
export function clockFinding(askedAt: number, headers: Headers, whose: string): CheckFinding | undefined {
  const offMs = askedAt - Date.parse(headers.get("date") ?? "");
  if (!(Math.abs(offMs) > SOON_REFUSED_MS)) return undefined;
  const minutes = Math.round(Math.abs(offMs) / 60_000);
  const words = `the clock of this machine is ${minutes} min ${offMs > 0 ? "ahead of" : "behind"} ${whose}`;
  return { severity: Math.abs(offMs) >= REFUSED_MS ? "error" : "warning", words, mend: MEND };
}
