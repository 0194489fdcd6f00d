import type { AccessKey } from "../aws/iam.ts";
import type { Credentials } from "../base/credentials.ts";
import { ActasError } from "../base/errors.ts";
import { makeKey } from "./make-key.ts";
import { roomFor } from "./room-for-key.ts";
import { endRotation, type RotationRecord, rotationOf, writeRotation } from "./rotation-record.ts";
import { keysOrNone, type RotationTools, refuseOtherPlace, refuseWayBack } from "./rotation-tools.ts";

/** How a rotation ends, and what may be in its way. */
export interface RotationWish {
  /** Another key of the user's that is deleted first. */
  readonly makeRoom?: string | undefined;
  /** The old key is left inactive: it can come back. */
  readonly keepOld?: boolean;
}

/** How a rotation was taken back. */
interface TakenBack {
  readonly record: RotationRecord;
  /** Another key of the user's, which may have been made by it: AWS's answer did not arrive. */
  readonly unknown?: string | undefined;
}

/**
 * Replaces a key: makes a new one, tries it, lets the profiles name it, deactivates the old one and deletes it. Every
 * step is on record before it is taken, so that a rotation that was killed goes on here.
 *
 * @throws {ActasError} what AWS refused; the old key works until it is deactivated
 */
export async function rotate(accessKeyId: string, wish: RotationWish, tools: RotationTools): Promise<RotationRecord> {
  const begun = rotationOf(accessKeyId, tools.state);
  if (begun) refuseOtherPlace(begun, tools);
  if (begun) refuseWayBack(accessKeyId, begun, tools.profile);
  let record = begun ?? (await begin(accessKeyId, wish, tools));
  const reached = (next: RotationRecord): void => {
    writeRotation(next, tools.state);
    record = next;
  };
  if (record.step === "making") await makeKey(record, wish.makeRoom, tools, reached);
  else if (wish.makeRoom !== undefined) throw alreadyMade(record);
  const { made, old } = record;
  if (!made) throw new TypeError("a rotation went on without a key");
  const next = await tools.kept.keys(made, tools.profile);
  if (record.step === "made") await tools.signer.whose(next);
  const listed = await ownKeys([old], next, tools);
  const there = listed.find((key) => key.accessKeyId === old);
  if (record.step === "made") {
    await tools.rename(old, made);
    reached({ ...record, step: "switched" });
  }
  if (record.step === "switched") {
    tools.tell(`deactivating ${old} …`);
    if (there) await tools.atAws.deactivate(there, next);
    reached({ ...record, step: "inactive" });
  }
  if (wish.keepOld) return record;
  if (there) await tools.atAws.delete(old, next);
  await forget(old, record, tools);
  endRotation(record, tools.state);
  return record;
}

/**
 * Goes back to the old key, however far the rotation got.
 *
 * @throws {ActasError} `usage` when there is no rotation to take back
 */
export async function takeBack(accessKeyId: string, tools: RotationTools): Promise<TakenBack> {
  const record = rotationOf(accessKeyId, tools.state);
  if (!record) {
    throw new ActasError("usage", `cannot take a rotation of ${accessKeyId} back: none was begun, or it has ended`);
  }
  refuseOtherPlace(record, tools);
  const { made, old: id, step } = record;
  if (made) await tools.refuseUsedInTheClear(made);
  const old = await tools.kept.keys(id, tools.profile);
  // AWS has taken the new key before the old one was deactivated.
  const next = made && (step === "switched" || step === "inactive") ? await keysOrNone(made, tools) : undefined;
  const listed = await ownKeys(made ? [id, made] : [id], next ?? old, tools);
  const there = listed.find((key) => key.accessKeyId === id);
  if (there?.status === "Inactive") await tools.atAws.activate(there, next ?? old);
  await tools.signer.whose(old);
  // From here on the new key may be gone already when this is run again.
  writeRotation({ ...record, step: "taking-back" }, tools.state);
  if (made) {
    await tools.rename(made, id);
    if (listed.some((key) => key.accessKeyId === made)) await tools.atAws.delete(made, old);
    await forget(made, record, tools);
  }
  endRotation(record, tools.state);
  const other = made ? undefined : listed.find((key) => key.accessKeyId !== id);
  return { record, unknown: other?.accessKeyId };
}

async function begin(old: string, { makeRoom }: RotationWish, tools: RotationTools): Promise<RotationRecord> {
  await tools.refuseUsedInTheClear(old);
  const keys = await tools.kept.keys(old, tools.profile);
  const listed = await tools.atAws.list(keys);
  if (!listed.some(({ accessKeyId }) => accessKeyId === old)) throw unknownKey(old, tools);
  roomFor(old, listed, makeRoom);
  const record: RotationRecord = { old, elsewhere: tools.place.elsewhere, step: "making" };
  writeRotation(record, tools.state);
  return record;
}

/**
 * The keys of the user, of whom the record names some. One that the user has no more must be of no use to anybody: a
 * record that somebody else wrote could name the key of another user, whose secret would be forgotten.
 *
 * @throws {ActasError} `configuration`
 */
async function ownKeys(ids: readonly string[], by: Credentials, tools: RotationTools): Promise<readonly AccessKey[]> {
  const listed = await tools.atAws.list(by);
  const others = ids.filter((id) => !listed.some(({ accessKeyId }) => accessKeyId === id));
  for (const id of others) {
    const keys = await keysOrNone(id, tools);
    const arn = keys && (await tools.signer.whoseNow(keys));
    if (arn === undefined || arn === (await tools.signer.whose(by))) continue;
    const reason = `${id} is another user's key, of ${arn}`;
    throw new ActasError("configuration", `cannot go on with the rotation of profile "${tools.profile}": ${reason}`);
  }
  return listed;
}

/** A server that is not AWS can name any key, and say that it is deleted: at AWS it may still work. */
async function forget(accessKeyId: string, { elsewhere }: RotationRecord, { kept }: RotationTools): Promise<void> {
  if (elsewhere === undefined) await kept.remove(accessKeyId);
}

function alreadyMade({ made, old }: RotationRecord): ActasError {
  const reason = `the new key of the rotation of ${old} is made already: ${made}`;
  return new ActasError("usage", `cannot use \`--delete\`: ${reason}`, { hints: ["the rotation goes on without it"] });
}

function unknownKey(old: string, { place: { elsewhere } }: RotationTools): ActasError {
  const reason = `${elsewhere ?? "AWS"} lists no such key of the user`;
  const hints = elsewhere ? ["the profile names that endpoint"] : [];
  return new ActasError("configuration", `cannot rotate ${old}: ${reason}`, { hints });
}
