/** The summary of many measurements of one thing, in their unit. */
export interface Summary {
  readonly median: number;
  readonly p95: number;
  readonly count: number;
}

/** Summarises measurements; there must be at least one. */
export function summarise(measurements: readonly number[]): Summary {
  const sorted = [...measurements].sort((a, b) => a - b);
  return { median: quantile(sorted, 0.5), p95: quantile(sorted, 0.95), count: sorted.length };
}

/** The value below which the given share of the sorted measurements lies. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}

/**
 * Measures several things in turn, round after round, so that a busy moment of the machine affects all of them alike.
 *
 * @param measure - does one thing once, and returns how long it took or how much it did
 */
export async function interleave<Name extends string, Measurement = number>(
  rounds: number,
  measure: Readonly<Record<Name, () => Measurement | Promise<Measurement>>>,
): Promise<Readonly<Record<Name, readonly Measurement[]>>> {
  const names = Object.keys(measure) as Name[];
  const results = Object.fromEntries(names.map((name) => [name, [] as Measurement[]])) as Record<Name, Measurement[]>;
  for (let round = -WARM_UP; round < rounds; round++) {
    for (const name of names) {
      const result = await measure[name]();
      if (round >= 0) results[name].push(result);
    }
  }
  return results;
}

/** The first rounds do not count, because they read files from disk. */
const WARM_UP = 3;
