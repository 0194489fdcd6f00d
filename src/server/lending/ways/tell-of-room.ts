import type { Log } from "../../../base/log.ts";

/** More than a reason may add. */
const NEARLY_FULL_PERCENT = 75;

/**
 * Tells in the log of a role whose session policies and tags take nearly all the room that AWS has for them: what a rule or
 * a name adds next may be too much.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length
 */
export function tellOfRoom(log: Log): (roleArn: string, percent: number) => void {
  return (roleArn, percent) => {
    if (percent < NEARLY_FULL_PERCENT) return;
    log(`session policies and tags of ${roleArn} take ${percent} % of the room that AWS has for them`);
  };
}
