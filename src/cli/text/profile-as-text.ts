import { printable } from "../../base/printable.ts";
import type { ProfileDescription } from "../../targets/describe-profile.ts";

/** A profile's description for people: a line for each setting, in columns, then its problems. */
export function profileAsText({ profile, chain, settings, notices, problems }: ProfileDescription): readonly string[] {
  const rows = settings.map(({ key, value, origin }) => [printable(key), printable(value), origin] as const);
  const width = (column: 0 | 1): number => Math.max(0, ...rows.map((row) => row[column].length));
  const [keyWidth, valueWidth] = [width(0), width(1)];
  return [
    chain.length > 1 ? `profile ${profile}, by way of ${chain.slice(0, -1).join(", then ")}` : `profile ${profile}`,
    ...rows.map(([key, value, origin]) => `  ${key.padEnd(keyWidth)}  ${value.padEnd(valueWidth)}  ${origin}`),
    ...notices.map((notice) => `notice: ${notice}`),
    ...problems.map((problem) => `problem: ${problem}`),
  ].map(printable);
}
