import { ownPaths } from "../../files/own-paths.ts";
import { readSettings } from "../../settings/settings.ts";
import { COLOURS } from "../../settings/settings-shape.ts";

/** How programs get credentials, where neither the command nor the project says it. */
export async function modeBySettings(): Promise<"container" | "env"> {
  return (await readSettings(ownPaths().config)).shell.mode ?? "container";
}

/** What a shell with `shell hook` does with the role of a project whose file is trusted. */
export async function projectsBySettings(): Promise<"offer" | "take"> {
  return (await readSettings(ownPaths().config)).shell.projects ?? "offer";
}

/** The number of the colour for the first rule that one of these names fits. */
export async function colourOf(names: readonly (string | null | undefined)[]): Promise<number | undefined> {
  const rules = Object.entries((await readSettings(ownPaths().config)).prompt);
  const rule = rules.find(([pattern]) => names.some((name) => name && fits(name, pattern)));
  return rule && COLOURS.indexOf(rule[1]);
}

function fits(name: string, pattern: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "su").test(name);
}
