import { ActasError } from "../../../base/errors.ts";
import type { Check } from "../check.ts";
import { NO_ANSWER, probeOf } from "../probe.ts";

/** AWS refuses what is signed with a clock that is off by more. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html */
const REFUSED_MS = 5 * 60_000;
const SOON_REFUSED_MS = 3 * 60_000;
const MEND = ["sudo timedatectl set-ntp true", "sudo sntp -sS time.apple.com      on macOS"];

/** Whether the clock of this machine agrees with AWS's. */
export const clock: Check = {
  name: "clock",
  run: async (scene) => {
    const { answer, askedAt, host } = await probeOf(scene);
    if (answer instanceof ActasError) return [NO_ANSWER];
    const theirs = Date.parse(answer.headers.get("date") ?? "");
    if (Number.isNaN(theirs)) return [{ severity: "unknown", words: `not checked: ${host} does not say the time` }];
    const offMs = askedAt - theirs;
    const words = inWords(offMs);
    if (Math.abs(offMs) >= REFUSED_MS) return [{ severity: "error", words, mend: MEND }];
    if (Math.abs(offMs) > SOON_REFUSED_MS) return [{ severity: "warning", words, mend: MEND }];
    return [{ severity: "fine", words: "the clock agrees with AWS's" }];
  },
};

function inWords(offMs: number): string {
  const minutes = Math.round(Math.abs(offMs) / 60_000);
  return `the clock of this machine is ${minutes} min ${offMs > 0 ? "ahead of" : "behind"} AWS's`;
}
