import { peopleAreWatching, say } from "./say.ts";

/** Tells a user, but no program, that the agent is not in XDG_RUNTIME_DIR. */
export function noteIgnoredRuntimeDirectory(reason: string): void {
  if (peopleAreWatching()) say(`actas: note: XDG_RUNTIME_DIR is not used: ${reason}`);
}
