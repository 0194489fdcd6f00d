import type { Person } from "../people.ts";

const GROUPS: Readonly<Record<string, readonly string[]>> = {
  ana: ["yoyodyne_accounting", "yoyodyne_engineering"],
  ben: ["yoyodyne_engineering"],
};

/**
 * The groups of a person, as Yoyodyne's provider puts them into tokens.
 *
 * @param further - a number of other groups, with which a token gets as long as one wants
 */
export function groupsOf({ id }: Person, further: number): readonly string[] {
  const others = Array.from({ length: further }, (_, index) => `yoyodyne_team_${String(index + 1).padStart(4, "0")}`);
  return [...(GROUPS[id] ?? []), ...others];
}
