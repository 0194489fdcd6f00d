import type { UserDevicesMessage } from "../../../agent-api/user-messages.ts";
import { ActasError } from "../../../base/errors.ts";
import { shellArgument } from "../../../base/shell-word.ts";
import { kindOf } from "../../../targets/kinds/kinds.ts";
import type { UserReference } from "../../../targets/kinds/user-reference.ts";
import { ask, askRunning } from "../../asking/ask.ts";
import type { Check, CheckFinding } from "../check.ts";
import { NO_ANSWER, probeOf } from "../probe.ts";
import { type Scene, usableTarget } from "../scene.ts";

/** Whether AWS knows the MFA device that the target's codes are said to be of. */
export const mfaDevice: Check = {
  name: "mfa device",
  run: async (scene) => {
    const source = usableTarget(scene)?.target.source;
    const user = source && kindOf(source).userOf(source);
    if (!user?.serialNumber) return [];
    const { answer } = await probeOf(scene);
    if (answer instanceof ActasError) return [NO_ANSWER];
    try {
      return [judged(user.serialNumber, await devicesOf(user, scene))];
    } catch (error) {
      if (!(error instanceof ActasError)) throw error;
      return [{ severity: "unknown", words: `not checked: ${error.message}`, mend: error.hints }];
    }
  },
};

/** By the agent if one runs, which may hold a session with a code. Nobody is asked for one. */
async function devicesOf({ profile }: UserReference, { environment }: Scene): Promise<UserDevicesMessage> {
  const request = {
    request: "mfa-devices",
    for: { sourceProfile: profile, freshness: "cached", interaction: "never", environment },
  } as const;
  return (await askRunning(request)) ?? ask(request, "unused");
}

function judged(serialNumber: string, { devices, user }: UserDevicesMessage): CheckFinding {
  const named = `profile "${user.profile}"`;
  if (devices.some((device) => device.serialNumber === serialNumber)) {
    return { severity: "fine", words: `the MFA device of ${named} is ${serialNumber}` };
  }
  const others = devices.map((device) => device.serialNumber).join(", ") || "none";
  const words = `AWS has no MFA device ${serialNumber} for the user of ${named}; it has ${others}`;
  return { severity: "error", words, mend: [`actas list mfa ${shellArgument(user.profile)}`] };
}
