import { ActasError } from "../../../base/errors.ts";
import { resolveTarget } from "../../../targets/resolve-target.ts";
import { readTargetName } from "../../../targets/target-name.ts";
import type { KnownBefore } from "../known-before.ts";

/** What a project file says is known only where the command runs. */
const SAID_LATER = "auto";

/**
 * Refuses a target that means nothing here, before anything else is asked or said of it.
 *
 * @throws {ActasError} as `resolveTarget()`
 */
export function refuseUnknownTarget(target: string, { environment, files, known }: KnownBefore): void {
  if (target === SAID_LATER) return;
  const request = { target, environment, freshness: "cached", interaction: "never" } as const;
  try {
    const named = readTargetName(request, files, known);
    // Whose keys assume a role is not known yet.
    if ("role" in named || !named.roleArn) resolveTarget(request, files, known, { delivery: "process" });
  } catch (error) {
    if (!(error instanceof ActasError) || error.code !== "profile-not-found") throw error;
    throw new ActasError(error.code, `cannot use "${target}": it is neither a profile nor the ARN of a role`, {
      hints: [...error.hints, "a role is named as `arn:aws:iam::111122223333:role/NAME`, or as SOURCE:ROLE"],
      cause: error,
    });
  }
}
