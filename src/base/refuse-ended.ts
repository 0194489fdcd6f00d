import { awsTimestamp } from "./aws-timestamp.ts";
import type { Clock } from "./clock.ts";
import type { Credentials } from "./credentials.ts";
import { ActasError } from "./errors.ts";

/** Credentials that end sooner would have ended by the program's first request. */
const LEAST_LIFE_MS = 1000;

/**
 * Refuses credentials that were just fetched and have ended already, or end within a second: they come from a cache
 * that is not renewed, or one of the two clocks is wrong.
 *
 * @param whose - completes "the credentials of …"
 * @throws {ActasError} `access-denied`
 */
export function refuseEnded({ expiration }: Credentials, whose: string, clock: Clock): void {
  const now = clock.now();
  const leftMs = (expiration?.getTime() ?? Number.POSITIVE_INFINITY) - now;
  if (!expiration || leftMs >= LEAST_LIFE_MS) return;
  const end = awsTimestamp(expiration);
  const [ended, when] = leftMs <= 0 ? ["expired", "at"] : ["expire", "within a second, at"];
  const here = clock.skewMs === 0 ? "by the clock of this machine" : "by AWS's clock";
  throw new ActasError(
    "access-denied",
    `cannot use the credentials of ${whose}: they ${ended} ${when} ${end}, and it is ${awsTimestamp(new Date(now))} ${here}`,
    {
      hints: [
        "if it is another time, set the clock of this machine right",
        `if it is not, the clock of their issuer is wrong, or they were kept too long there`,
      ],
    },
  );
}
