/** RFC 3339, section 5.6: date, time, fraction and zone. Without a zone it names no instant. */
const FORM = /^(\d{4}-\d\d-\d\d)t([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(?:\.(\d+))?(z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;

const MINUTE_MS = 60_000;
/** The instants that RFC 3339 can express, so that others can read what we write. */
const RANGE = { least: Date.parse("0000-01-01T00:00:00.000Z"), most: Date.parse("9999-12-31T23:59:59.999Z") };

/**
 * The instant named in a text from elsewhere, to the millisecond. `Date.parse` accepts far more, and takes a time
 * without a zone as local time, which differs by hours between machines.
 *
 * @returns undefined for everything but a date and time with a zone, as RFC 3339 writes it
 */
export function parseTimestamp(text: string): Date | undefined {
  const [, day, hours, minutes, seconds, fraction = "", zone = ""] = FORM.exec(text) ?? [];
  const midnight = day === undefined ? Number.NaN : Date.parse(`${day}T00:00:00.000Z`);
  // `Date.parse` may accept the 30th of February as the 2nd of March.
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== day) return undefined;
  const ofDay = (Number(hours) * 60 + Number(minutes)) * MINUTE_MS + Number(seconds) * 1000;
  const instant = midnight + ofDay + Number(fraction.slice(0, 3).padEnd(3, "0")) - offsetMs(zone);
  return instant >= RANGE.least && instant <= RANGE.most ? new Date(instant) : undefined;
}

/**
 * The instant in an HTTP header, in the only form that RFC 9110 section 5.6.7 allows a server to send. The two obsolete
 * forms are not accepted: one has no zone, and the other a year of two digits.
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
