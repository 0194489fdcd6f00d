import { libc } from "./libc.ts";

const c = libc({ localtime_r: { args: ["ptr", "ptr"], returns: "ptr" } });

/** `struct tm`: nine numbers of 32 bits, then the offset of 64; the same with glibc, musl and on macOS. */
const TM_BYTES = 56;
const OFFSET_AT = 40;

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
  const tm = new Uint8Array(TM_BYTES);
  c().localtime_r(new BigInt64Array([BigInt(Math.floor(instant / 1000))]), tm);
  const view = new DataView(tm.buffer);
  const [, minute = 0, hour = 0, day = 0, month = 0, year = 0] = new Int32Array(tm.buffer, 0, 9);
  const offsetSeconds = Number(view.getBigInt64(OFFSET_AT, true));
  return { year: year + 1900, month: month + 1, day, hour, minute, offsetSeconds };
}
