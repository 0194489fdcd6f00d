/** RFC 3339, section 5.6: date, time, fraction, and the zone without which it names no instant. */
const FORM = /^(\d{4}-\d\d-\d\d)t([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(?:\.(\d+))?(z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;

const MINUTE_MS = 60_000;
/** What RFC 3339 can write, and with it all that others can read back from us. */
const RANGE = { least: Date.parse("0000-01-01T00:00:00.000Z"), most: Date.parse("9999-12-31T23:59:59.999Z") };

/**
 * The instant that a text of somebody else's names, to the millisecond. `Date.parse` takes far more, and reads a time
 * without a zone in the zone of whoever runs it; such a time is hours off elsewhere.
 *
 * @returns undefined for everything but a date and time with a zone, as RFC 3339 writes it
 */
export function parseTimestamp(text: string): Date | undefined {
  const [, day, hours, minutes, seconds, fraction = "", zone = ""] = FORM.exec(text) ?? [];
  const midnight = day === undefined ? Number.NaN : Date.parse(`${day}T00:00:00.000Z`);
  // `Date.parse` may turn the 30th of February into the 2nd of March.
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== day) return undefined;
  const ofDay = (Number(hours) * 60 + Number(minutes)) * MINUTE_MS + Number(seconds) * 1000;
  const instant = midnight + ofDay + Number(fraction.slice(0, 3).padEnd(3, "0")) - offsetMs(zone);
  return instant >= RANGE.least && instant <= RANGE.most ? new Date(instant) : undefined;
}

/**
 * The instant in an HTTP header, in the one form that RFC 9110 section 5.6.7 lets a server send. The two obsolete ones
 * are left alone: one has no zone, and one a year of two digits.
 */
export function parseHttpDate(text: string): Date | undefined {
  if (!/^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/.test(text)) return undefined;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? undefined : new Date(instant);
}

function offsetMs(zone: string): number {
  if (!/\d/.test(zone)) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return (zone.startsWith("-") ? -minutes : minutes) * MINUTE_MS;
}
