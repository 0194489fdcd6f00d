import { counted } from "./counted.ts";
import { ActasError } from "./errors.ts";

const SECONDS_PER_UNIT: Readonly<Record<string, number>> = {
  h: 3600,
  m: 60,
  s: 1,
  ms: 1e-3,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ns: 1e-9,
};

const PART = /(\d+\.?\d*|\.\d+)(h|ms|m|s|us|µs|μs|ns)/g;

/** The form that {@link secondsOf} accepts; ends a sentence such as "it is not …". */
export const DURATION_FORM = "a number of seconds, or hours and minutes such as 1h30m";

/**
 * A duration in seconds: from a whole number of seconds (`3600`) or a Go duration (`1h30m`, `1.5h`, `90s`).
 * Fractions of a second are dropped. There is no unit for days. `undefined` for anything else.
 *
 * @see https://pkg.go.dev/time#ParseDuration
 */
export function secondsOf(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  const parts = [...text.matchAll(PART)];
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== text) return undefined;
  const seconds = parts.reduce((sum, [, amount, unit = ""]) => sum + Number(amount) * (SECONDS_PER_UNIT[unit] ?? 0), 0);
  // 1.15 h is 4139.999… in binary, so it is rounded to nanoseconds first, as in Go.
  return Math.floor(Math.round(seconds * 1e9) / 1e9);
}

/**
 * A duration from the command line, in seconds; see {@link secondsOf}.
 *
 * @throws {ActasError} `usage`
 */
export function parseDuration(text: string): number {
  return secondsOf(text) ?? noDuration(text, DURATION_FORM);
}

/** `--duration`: a duration, or `max`, the longest that AWS gives. @throws {ActasError} `usage` */
export function parseLifetime(text: string): number | "max" {
  return text === "max" ? text : (secondsOf(text) ?? noDuration(text, `${DURATION_FORM}, or max`));
}

function noDuration(text: string, form: string): never {
  throw new ActasError("usage", `cannot use duration ${JSON.stringify(text)}: it is not ${form}`);
}

/** A number of seconds in words, as people say it: `12 hours`, `1 hour 30 minutes`, `90 seconds`. */
export function inWords(seconds: number): string {
  if (seconds % 60 !== 0) return counted(seconds, "second");
  const [hours, minutes] = [Math.floor(seconds / 3600), (seconds % 3600) / 60];
  return (
    [hours && counted(hours, "hour"), minutes && counted(minutes, "minute")].filter(Boolean).join(" ") || "0 seconds"
  );
}
