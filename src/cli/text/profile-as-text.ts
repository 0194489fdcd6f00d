import { printable } from "../../base/printable.ts";
import type { ProfileDescription } from "../../targets/describe-profile.ts";
import { cellsOf, padded } from "./cells.ts";
import { table } from "./table.ts";
import { wrappedWords } from "./wrapped-words.ts";

const MARGIN = "  ";
const GAP = "  ";
/** In fewer columns, where a setting comes from stands below it. */
const LEAST_BESIDE = 18;

/** A profile's description for people: its settings in columns, then its problems; `~` stands for `home`. */
export function profileAsText(
  { profile, chain, settings, notices, problems }: ProfileDescription,
  home: string,
  columns = Number.POSITIVE_INFINITY,
): readonly string[] {
  const short = (origin: string): string => origin.replace(` in ${home}/`, () => " in ~/");
  const rows = settings.map(({ key, value, origin }): Row => [key, value, short(origin)]);
  return [
    chain.length > 1 ? `profile ${profile}, by way of ${chain.slice(0, -1).join(", then ")}` : `profile ${profile}`,
    ...settingLines(rows, columns - MARGIN.length).map((line) => MARGIN + line),
    ...notices.map((notice) => `notice: ${notice}`),
    ...problems.map((problem) => `problem: ${problem}`),
  ].map(printable);
}

type Row = readonly [key: string, value: string, origin: string];

/** Nothing is cut: it may be what the user looks for. */
function settingLines(rows: readonly Row[], columns: number): readonly string[] {
  const named = table(rows.map(([key, value]) => [key, value]));
  const width = Math.max(...named.map(cellsOf), 0);
  const room = columns - width - GAP.length;
  return rows.flatMap(([key, value, origin], index) => {
    if (room < LEAST_BESIDE) {
      return [key, ...[value, ...wrappedWords(origin, columns - MARGIN.length)].map((line) => MARGIN + line)];
    }
    const [first = "", ...others] = wrappedWords(origin, room);
    const margin = " ".repeat(width) + GAP;
    return [padded(named[index] ?? "", width) + GAP + first, ...others.map((line) => margin + line)];
  });
}
