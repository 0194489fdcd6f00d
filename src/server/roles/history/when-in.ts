/** A time, or the number of a version of the map; a day ends at midnight UTC. Undefined: it is neither. */
export function whenIn(text: string): Date | number | undefined {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const time = new Date(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T23:59:59.999Z` : text);
  return Number.isNaN(time.getTime()) ? undefined : time;
}
