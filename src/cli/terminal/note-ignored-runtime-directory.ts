import { peopleAreWatching, say } from "./say.ts";

/** Tells a person, and no program, that the agent is not where XDG_RUNTIME_DIR says. */
export function noteIgnoredRuntimeDirectory(reason: string): void {
  if (peopleAreWatching()) say(`actas: note: XDG_RUNTIME_DIR is not used: ${reason}`);
}
