import { roomFor } from "./room-for-key.ts";
import { endRotation, type RotationRecord } from "./rotation-record.ts";
import type { RotationTools } from "./rotation-tools.ts";

/**
 * Makes the new key of a rotation and keeps it. A key that AWS made for us before is used if the keyring has it, and
 * deleted otherwise, as its secret is lost. Any other key of the user's may be somebody else's: it stays unless the
 * user has named it.
 *
 * @throws {ActasError} what AWS or the keyring refuses
 */
export async function makeKey(
  record: RotationRecord,
  makeRoom: string | undefined,
  tools: RotationTools,
  reached: (next: RotationRecord) => void,
): Promise<void> {
  const { atAws, kept } = tools;
  if (record.made && (await kept.secret(record.made))) return reached({ ...record, step: "made" });
  const keys = await kept.keys(record.old, tools.profile);
  const listed = await atAws.list(keys);
  const isLost = makeRoom === undefined && listed.some(({ accessKeyId }) => accessKeyId === record.made);
  const inTheWay = roomFor(record.old, listed, isLost ? record.made : makeRoom);
  if (isLost) tools.tell(`deleting ${record.made}, whose secret was lost when this was interrupted …`);
  if (inTheWay) await atAws.delete(inTheWay, keys);
  const made = await atAws.make(keys);
  const next: RotationRecord = { ...record, made: made.accessKeyId };
  reached(next);
  try {
    await kept.keep(made, tools.keyring);
  } catch (error) {
    await atAws.delete(made.accessKeyId, keys);
    endRotation(record, tools.state);
    throw error;
  }
  reached({ ...next, step: "made" });
}
