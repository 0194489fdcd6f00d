import type { Result } from "./result.ts";
import { summarise } from "./statistics.ts";
import { inWords } from "./time-of.ts";

/** Times in milliseconds of one thing, measured in turn with the other, and what the table calls it. */
interface Timed {
  readonly name: string;
  readonly times: readonly number[];
}

/** What something takes against what something else takes, and how many times that it may take. */
export function against(thing: Timed, other: Timed, atMost?: number): Result {
  const [measured, baseline] = [summarise(thing.times), summarise(other.times)];
  return {
    name: thing.name,
    measured: inWords(measured.median, measured.p95),
    baseline: `${other.name} ${inWords(baseline.median, baseline.p95)}`,
    ratio: measured.median / baseline.median,
    ...(atMost !== undefined && { bound: { sense: "at most", ratio: atMost } }),
  };
}
