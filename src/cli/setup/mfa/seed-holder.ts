import type { Secret } from "../../../base/secret.ts";
import type { TwoCodes } from "../../../requests/setup/mfa-enrolment.ts";

/** What makes codes from the seed of a new MFA device. */
export interface SeedHolder {
  /** Says what is done when AWS has not taken two codes. */
  readonly again: string;
  /** What to look at when it took none. */
  readonly hints: readonly string[];

  take(seed: Secret): Promise<void>;

  /** Two codes, made one after the other. */
  codes(times: "first" | "again"): Promise<TwoCodes>;

  /** Takes the seed off the screen. */
  hide(): void;

  /** Gives up the seed of a device that is deleted. */
  drop(): Promise<void>;
}
