import { randomUUID } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { systemError } from "../base/system-error.ts";

/**
 * Writes a file that only this user can read, and its directories where they are missing: all of it or nothing. A
 * symbolic link stays one, and what it leads to is written.
 *
 * @returns `exists` when there is a file already that was to be `kept`; nothing has changed then
 * @throws {ActasError} `system`; nothing has changed then either
 */
export function writePrivateFile(path: string, text: string, existing: "kept" | "replaced"): "written" | "exists" {
  const temporary = (place: string): string => `${dirname(place)}/.${randomUUID()}.new`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const place = existing === "replaced" ? whereItLeads(path) : path;
    return moved(written(temporary(place), text), place, existing);
  } catch (error) {
    throw systemError(error, `write ${path}`);
  }
}

function whereItLeads(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function written(temporary: string, text: string): string {
  const fd = openSync(temporary, "wx", 0o600);
  try {
    writeSync(fd, text);
    fsyncSync(fd);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  } finally {
    closeSync(fd);
  }
  return temporary;
}

/** A link, unlike a rename, does not take the place of what is there. */
function moved(temporary: string, place: string, existing: "kept" | "replaced"): "written" | "exists" {
  try {
    if (existing === "replaced") renameSync(temporary, place);
    else linkSync(temporary, place);
    return "written";
  } catch (error) {
    if (existing === "kept" && error instanceof Error && "code" in error && error.code === "EEXIST") return "exists";
    throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
}
