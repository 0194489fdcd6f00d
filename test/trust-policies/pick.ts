/** Numbers from 0 to `below - 1`. */
export type Random = (below: number) => number;

export const BROKER = "arn:aws:iam::999988887777:role/actas/broker";
export const BROKER_SESSION = "arn:aws:sts::999988887777:assumed-role/broker/actas";

/** Two may be the same: then there is one. */
export function oneOrMore(random: Random, from: readonly string[]): string | readonly string[] {
  if (random(2) === 0) return pick(random, from);
  return [...new Set(Array.from({ length: 1 + random(3) }, () => pick(random, from)))];
}

export function pick<T>(random: Random, from: readonly T[]): T {
  const [first] = from;
  return from[random(from.length)] ?? (first as T);
}
