import { closeSync, constants, lstatSync, openSync, renameSync, writeSync } from "node:fs";
import type { Log } from "../base/log.ts";
import { printable } from "../base/printable.ts";
import { makePrivateDirectory, type PrivateDirectory } from "../files/private-directory.ts";

/** Rotated at this size; so many old ones are kept. */
const MAX_BYTES = 1_000_000;
const OLD_FILES = 3;
const { O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK, O_WRONLY } = constants;

/**
 * A log in `directory`, one line per event with the time in UTC. When the directory cannot be made (a read-only home),
 * or is another user's (root with the HOME of a user), the process works on without a log. A line that cannot be written,
 * as on a full disk, is lost; later ones are not.
 */
export function logFile(directory: string, of: "agent" | "serve" = "agent"): Log {
  const place = directoryFor(directory);
  return (line) => {
    try {
      if (place) append(place, `${of}.log`, `${new Date().toISOString()} ${indented(line)}\n`);
    } catch {
      // There is nowhere to say so.
    }
  };
}

/** Indents further lines, as of a stack, so that none passes for an event of its own. */
function indented(text: string): string {
  return text.split("\n").map(printable).join("\n    ");
}

/** Made once: a directory that is deleted meanwhile stays deleted. */
function directoryFor(path: string): PrivateDirectory | undefined {
  try {
    return makePrivateDirectory(path, "trusted");
  } catch {
    return undefined;
  }
}

function append(place: PrivateDirectory, name: string, text: string): void {
  const path = place.at(name);
  rotate(path);
  // Follows no symbolic link, and writes into no pipe, which could block for ever.
  const fd = openSync(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK, 0o600);
  try {
    writeSync(fd, text);
  } finally {
    closeSync(fd);
  }
}

function rotate(path: string): void {
  if (sizeOf(path) < MAX_BYTES) return;
  for (let old = OLD_FILES - 1; old >= 1; old--) {
    if (sizeOf(`${path}.${old}`) >= 0) renameSync(`${path}.${old}`, `${path}.${old + 1}`);
  }
  renameSync(path, `${path}.1`);
}

/** -1 when it is not there. */
function sizeOf(path: string): number {
  return lstatSync(path, { throwIfNoEntry: false })?.size ?? -1;
}
