import { ActasError } from "../../../base/errors.ts";
import type { Check } from "../check.ts";
import { clockFinding } from "../clock-finding.ts";
import { NO_ANSWER, probeOf } from "../probe.ts";

/** Whether the clock of this machine agrees with AWS's. */
export const clock: Check = {
  name: "clock",
  run: async (scene) => {
    const { answer, askedAt, host } = await probeOf(scene);
    if (answer instanceof ActasError) return [NO_ANSWER];
    const isTold = !Number.isNaN(Date.parse(answer.headers.get("date") ?? ""));
    if (!isTold) return [{ severity: "unknown", words: `not checked: ${host} does not say the time` }];
    return [clockFinding(askedAt, answer.headers, "AWS's") ?? AGREES];
  },
};

const AGREES = { severity: "fine", words: "the clock agrees with AWS's" } as const;
