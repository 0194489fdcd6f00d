/** When a rule lends: days and a time of day, by the clock of a place. */
export interface Hours {
  /** Absent: all days. */
  readonly days?: readonly Weekday[];
  /** `HH:MM`, the first minute. */
  readonly from: string;
  /** `HH:MM`, the first minute after. Earlier than `from`: on the next day. */
  readonly to: string;
  /** Of the IANA time zone database, such as `Europe/Berlin`. */
  readonly zone: string;
}

export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Whether it is within the hours. Hours over midnight belong to the day on which they begin. */
export function isWithin(hours: Hours, now: number): boolean {
  const { days = WEEKDAYS, from, to } = hours;
  const { day, minute } = localTime(now, hours);
  const [first, end] = [minutesOf(from), minutesOf(to)];
  const isOn = (which: number): boolean => days.includes(WEEKDAYS[(which + 7) % 7] ?? "mon");
  if (first < end) return isOn(day) && minute >= first && minute < end;
  return (isOn(day) && minute >= first) || (isOn(day - 1) && minute < end);
}

export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** For messages, such as `mon to fri 08:00 to 18:00 Europe/Berlin`. */
export function hoursInWords({ days, from, to, zone }: Hours): string {
  return `${days ? `${days.join(", ")} ` : ""}${from} to ${to} ${zone}`;
}

function localTime(now: number, hours: Hours): { readonly day: number; readonly minute: number } {
  const parts = clockOf(hours).formatToParts(now);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? "";
  const weekday = part("weekday").toLowerCase();
  const day = WEEKDAYS.indexOf(weekday as Weekday);
  return { day, minute: Number(part("hour")) * 60 + Number(part("minute")) };
}

/** The clocks of hours that were asked for: a list asks about thousands of roles, and a clock takes long to make. */
const CLOCKS = new WeakMap<Hours, Intl.DateTimeFormat>();

function clockOf(hours: Hours): Intl.DateTimeFormat {
  const known = CLOCKS.get(hours);
  if (known) return known;
  const form = { weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const clock = new Intl.DateTimeFormat("en-US", { ...form, timeZone: hours.zone });
  CLOCKS.set(hours, clock);
  return clock;
}

function minutesOf(text: string): number {
  const [hours = 0, minutes = 0] = text.split(":").map(Number);
  return hours * 60 + minutes;
}
