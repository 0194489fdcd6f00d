import { chmodSync, readdirSync, rmSync } from "node:fs";
import { systemError } from "../base/system-error.ts";
import { makeLastingDirectory, writeLastingFile } from "../files/write-private-file.ts";
import type { ProjectFile } from "./find-project-file.ts";
import type { ProjectSettings } from "./project-file.ts";
import { digestOf, readRecord, recordPath, type TrustRecord } from "./trust-record.ts";

/**
 * Records that a file is trusted as it is now. The record is written atomically, in a directory closed to others.
 *
 * @throws {ActasError} `system` when it cannot be written
 */
export function saveTrust(
  directory: string,
  file: Pick<ProjectFile, "path" | "bytes">,
  content: ProjectSettings,
  now: Date,
): void {
  const { path } = file;
  const record: TrustRecord = { path, trust: true, digest: digestOf(file), content, updated_at: now.toISOString() };
  try {
    makeLastingDirectory(directory);
    chmodSync(directory, 0o700);
    writeLastingFile(recordPath(directory, path), `${JSON.stringify(record, null, 2)}\n`);
  } catch (error) {
    throw systemError(error, `keep in ${directory} that ${path} is trusted`);
  }
}

/** All records, sorted by the path of their files. */
export async function listTrust(directory: string): Promise<readonly TrustRecord[]> {
  const records = await Promise.all(recordsIn(directory).map((name) => readRecord(`${directory}/${name}`)));
  return records.filter((record) => record !== undefined).sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Revokes the trust in a file, and tells whether there was any. @throws {ActasError} `system` */
export function removeTrust(directory: string, path: string): "removed" | "not-there" {
  const record = recordPath(directory, path);
  if (!recordsIn(directory).includes(record.slice(directory.length + 1))) return "not-there";
  removeRecord(record);
  return "removed";
}

/** Revokes the trust in all files, including unreadable records; returns their number. @throws {ActasError} `system` */
export function removeAllTrust(directory: string): number {
  const names = recordsIn(directory);
  for (const name of names) removeRecord(`${directory}/${name}`);
  return names.length;
}

function removeRecord(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    throw systemError(error, `remove ${path}`);
  }
}

function recordsIn(directory: string): string[] {
  try {
    return readdirSync(directory).filter((name) => /^trust\.[\w-]+\.json/.test(name));
  } catch {
    return [];
  }
}
