import { type LocalTime, localTime } from "../../system/local-time.ts";

const MINUTE_MS = 60_000;
const MINUTES_OF_DAY = 24 * 60;
/** Up to here people count in hours: a sign-in lasts at most 36. */
const DAYS_FROM = 2 * MINUTES_OF_DAY;

/** An end for people: the time, and how far away it is. `instant` is RFC 3339. */
export function untilText(instant: string, now = Date.now(), zone: "local" | "utc" = "local"): string {
  const end = Date.parse(instant);
  const minutes = minutesTo(end, now);
  const time = zone === "utc" ? utcText(end) : timeText(end, now);
  return `${time}, ${awayText(minutes)}`;
}

/** The same for thousands of ends in local time. Those that read alike are put in words once. */
export function untilTexts(now = Date.now()): (instant: string) => string {
  const known = new Map<number, string>();
  return (instant) => {
    const end = Date.parse(instant);
    // Of the ends within a minute, some may be a minute further away than others.
    const alike = 2 * Math.floor(end / MINUTE_MS) + (minutesTo(end, now) & 1);
    const text = known.get(alike) ?? untilText(instant, now);
    known.set(alike, text);
    return text;
  };
}

/** `2026-11-28T14:05Z` */
function utcText(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, "2026-11-28T14:05".length)}Z`;
}

function minutesTo(end: number, now: number): number {
  return Math.round((end - now) / MINUTE_MS);
}

/** `14:05` today, else with the date. */
function timeText(instant: number, now: number): string {
  const at = localTime(instant);
  const time = `${two(at.hour)}:${two(at.minute)}`;
  const [date, today] = [dateText(at), dateText(localTime(now))];
  return date === today ? time : `${date} ${time}`;
}

function dateText({ day, month, year }: LocalTime): string {
  return `${year}-${two(month)}-${two(day)}`;
}

function awayText(minutes: number): string {
  if (Math.abs(minutes) < 1) return "now";
  return minutes > 0 ? `in ${spanText(minutes)}` : `${spanText(-minutes)} ago`;
}

function spanText(minutes: number): string {
  if (minutes < 60) return `${minutes} min`;
  if (minutes >= DAYS_FROM) return `${Math.floor(minutes / MINUTES_OF_DAY)} days`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
