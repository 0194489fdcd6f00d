import { printable } from "../../base/printable.ts";
import type { ProfileDescription } from "../../targets/describe-profile.ts";
import { table } from "./table.ts";

/** A profile's description for people: a line for each setting, in columns, then its problems; `~` stands for `home`. */
export function profileAsText(
  { profile, chain, settings, notices, problems }: ProfileDescription,
  home: string,
): readonly string[] {
  const short = (origin: string): string => origin.replace(` in ${home}/`, () => " in ~/");
  return [
    chain.length > 1 ? `profile ${profile}, by way of ${chain.slice(0, -1).join(", then ")}` : `profile ${profile}`,
    ...table(settings.map(({ key, value, origin }) => [key, value, short(origin)])).map((line) => `  ${line}`),
    ...notices.map((notice) => `notice: ${notice}`),
    ...problems.map((problem) => `problem: ${problem}`),
  ].map(printable);
}
