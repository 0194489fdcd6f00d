import { appendFileSync, mkdirSync, renameSync, statSync } from "node:fs";
import type { Log } from "../base/log.ts";
import { printable } from "../base/printable.ts";

/** Rotated at this size; so many old ones are kept. */
const MAX_BYTES = 1_000_000;
const OLD_FILES = 3;

/**
 * A log in `directory`, one line per event with the time in UTC. When the directory cannot be written (a read-only
 * home, a full disk) the agent works on without a log.
 */
export function logFile(directory: string): Log {
  const path = `${directory}/agent.log`;
  let usable = hasDirectory(directory);
  return (line) => {
    if (!usable) return;
    try {
      rotate(path);
      appendFileSync(path, `${new Date().toISOString()} ${indented(line)}\n`, { mode: 0o600 });
    } catch {
      usable = false;
    }
  };
}

/** Further lines are those of a stack; set off, so that none passes for an event with a time of its own. */
function indented(text: string): string {
  return text.split("\n").map(printable).join("\n    ");
}

/** Made once: a directory that somebody deletes while the agent runs stays deleted. */
function hasDirectory(directory: string): boolean {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return true;
  } catch {
    return false;
  }
}

function rotate(path: string): void {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) < MAX_BYTES) return;
  for (let old = OLD_FILES - 1; old >= 1; old--) {
    if (statSync(`${path}.${old}`, { throwIfNoEntry: false })) renameSync(`${path}.${old}`, `${path}.${old + 1}`);
  }
  renameSync(path, `${path}.1`);
}
