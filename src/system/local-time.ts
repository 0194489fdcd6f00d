import { libc } from "./libc.ts";

const c = libc({ localtime_r: { args: ["ptr", "ptr"], returns: "ptr" } });

/**
 * `struct tm`: nine numbers of 32 bits, a gap, then the offset of 64; the same with glibc, musl and on macOS. Made once:
 * a list of credentials has thousands of ends.
 */
const TM = new Int32Array(14);
const SECONDS = new BigInt64Array(1);
/** The lower half of the offset comes first on all machines that Bun runs on. */
const OFFSET_AT = 10;

/** An instant as the clock on the wall shows it. */
export interface LocalTime {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  /** How much the clock is ahead of UTC. */
  readonly offsetSeconds: number;
}

/** The local time of an instant in milliseconds. The runtime's own takes 4 ms for its first, as it loads all zones. */
export function localTime(instant: number): LocalTime {
  SECONDS[0] = BigInt(Math.floor(instant / 1000));
  c().localtime_r(SECONDS, TM);
  return {
    year: TM[5]! + 1900,
    month: TM[4]! + 1,
    day: TM[3]!,
    hour: TM[2]!,
    minute: TM[1]!,
    offsetSeconds: TM[OFFSET_AT]!,
  };
}
