import type { TableEntry } from "./command-table.ts";
import type { Given } from "./typed-options.ts";

/** Loads what a command does, and does it. */
export async function act(entry: TableEntry, action: string, given: Given): Promise<void> {
  const actions = await entry.load();
  await actions[action]!(...given);
}

/** The usual name of the command that was typed; for lists also which one. */
export function usualName([first, second]: readonly string[]): string | undefined {
  if (first === "credential-process") return "process";
  return first === "list" ? `list ${second}` : first;
}
