import { readdirSync, rmSync } from "node:fs";
import { z } from "zod/mini";
import { ActasError } from "../base/errors.ts";
import { jsonText } from "../base/printable.ts";
import { isCode, systemError } from "../base/system-error.ts";
import { readRegularFile } from "../files/read-regular-file.ts";
import { writeLastingFile } from "../files/write-private-file.ts";

const KeyId = z.string().check(z.regex(/^\w{1,128}$/));

/** How far a rotation got. It names keys and has no secret, so that it may be read and shown. */
const RecordShape = z.object({
  /** The key that is replaced. */
  old: KeyId,
  /** The endpoints that are asked, where they are not AWS's own. */
  elsewhere: z.optional(z.string()),
  /** The key that takes its place, as AWS named it to us: only then it is ours. */
  made: z.optional(KeyId),
  /**
   * `making`: there may be a key whose secret nobody has. `made`: the keyring has it. `switched`: profiles name it.
   * `inactive`: AWS does not take the old one any more. `taking-back`: the old one is good again, and profiles go back
   * to it.
   */
  step: z.enum(["making", "made", "switched", "inactive", "taking-back"]),
});

export type RotationRecord = z.infer<typeof RecordShape>;

const FILE = /^rotation-\w+\.json$/;

/** The record of the rotation that a key is part of. @throws {ActasError} `system` when it cannot be read */
export function rotationOf(accessKeyId: string, state: string): RotationRecord | undefined {
  return rotationsIn(state).find(({ made, old }) => old === accessKeyId || made === accessKeyId);
}

/** All rotations that were begun and have not ended. @throws {ActasError} `system` */
export function rotationsIn(state: string): readonly RotationRecord[] {
  return filesIn(folderIn(state)).map((file) => read(`${folderIn(state)}/${file}`, state));
}

/** Atomic, and there after a power failure. @throws {ActasError} `system` */
export function writeRotation(record: RotationRecord, state: string): void {
  const path = pathOf(record, state);
  try {
    writeLastingFile(path, `${jsonText(record, "one-line")}\n`);
  } catch (error) {
    throw systemError(error, `write ${path}`);
  }
}

/** @throws {ActasError} `system` */
export function endRotation(record: RotationRecord, state: string): void {
  const path = pathOf(record, state);
  try {
    rmSync(path, { force: true });
  } catch (error) {
    throw systemError(error, `remove ${path}`);
  }
}

function folderIn(state: string): string {
  return `${state}/access-keys`;
}

function pathOf({ old }: RotationRecord, state: string): string {
  return `${folderIn(state)}/rotation-${old}.json`;
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((file) => FILE.test(file));
  } catch (error) {
    if (isCode(error, "ENOENT")) return [];
    throw systemError(error, `list ${folder}`);
  }
}

function read(path: string, state: string): RotationRecord {
  try {
    const record = RecordShape.parse(JSON.parse(readRegularFile(path)));
    if (pathOf(record, state) === path && record.made !== record.old) return record;
  } catch (error) {
    throw systemError(error, `read ${path}`);
  }
  throw new ActasError("system", `cannot read ${path}: it is not as actas writes it`);
}
