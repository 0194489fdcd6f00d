/** An end for people: the local time, and how far away it is. `instant` is RFC 3339. */
export function untilText(instant: string, now = Date.now()): string {
  const end = new Date(instant);
  const minutes = Math.round((end.getTime() - now) / 60_000);
  return `${timeText(end, now)}, ${awayText(minutes)}`;
}

/** `14:05` today, else with the date. */
function timeText(instant: Date, now: number): string {
  const time = `${two(instant.getHours())}:${two(instant.getMinutes())}`;
  const isToday = instant.toDateString() === new Date(now).toDateString();
  return isToday ? time : `${instant.getFullYear()}-${two(instant.getMonth() + 1)}-${two(instant.getDate())} ${time}`;
}

function awayText(minutes: number): string {
  if (Math.abs(minutes) < 1) return "now";
  return minutes > 0 ? `in ${spanText(minutes)}` : `${spanText(-minutes)} ago`;
}

function spanText(minutes: number): string {
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
