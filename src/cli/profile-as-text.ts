import { printable } from "../base/printable.ts";
import type { ProfileDescription } from "../targets/describe-profile.ts";

/** A profile's description for people: a line for each setting, in columns, then what is wrong with it. */
export function profileAsText({ profile, chain, settings, notices, problems }: ProfileDescription): string {
  const width = (column: "key" | "value"): number => Math.max(0, ...settings.map((setting) => setting[column].length));
  const [keyWidth, valueWidth] = [width("key"), width("value")];
  return [
    chain.length > 1 ? `profile ${profile}, by way of ${chain.slice(0, -1).join(", then ")}` : `profile ${profile}`,
    ...settings.map(({ key, value, origin }) => `  ${key.padEnd(keyWidth)}  ${value.padEnd(valueWidth)}  ${origin}`),
    ...notices.map((notice) => `notice: ${notice}`),
    ...problems.map((problem) => `problem: ${problem}`),
  ]
    .map(printable)
    .join("\n");
}
