import type { AccessKey } from "../aws/iam.ts";
import type { Credentials } from "../base/credentials.ts";
import { ActasError } from "../base/errors.ts";
import type { SelfAskingKind } from "../keyring/open-keyring.ts";
import { inShell, typedProfile } from "../targets/typed-target.ts";
import type { KeptKeys } from "./kept-keys.ts";
import type { RotationPlace } from "./rotation-place.ts";
import { endRotation, type RotationRecord, rotationOf, writeRotation } from "./rotation-record.ts";
import type { Signer } from "./signer.ts";

/** What a rotation works with. */
export interface RotationTools {
  readonly profile: string;
  readonly place: RotationPlace;
  readonly signer: Signer;
  readonly kept: Pick<KeptKeys, "ids" | "keep" | "keys" | "remove" | "secret">;
  readonly keyring: SelfAskingKind;
  readonly state: string;
  /** Lets all profiles that name the one key name the other. */
  readonly rename: (from: string, to: string) => Promise<unknown>;
  readonly tell: (progress: string) => void;
}

/** How a rotation ends, and what may be in its way. */
export interface RotationWish {
  /** Another key of the user's that is deleted first. */
  readonly makeRoom?: string | undefined;
  /** The old key is left inactive: it can come back. */
  readonly keepOld?: boolean;
}

/** A key of about this age at the time of the call was made by it, and not by somebody else meanwhile. */
const [CLOCKS_MS, CALL_MS] = [120_000, 120_000];

/**
 * Replaces a key: makes a new one, tries it, lets the profiles name it, deactivates the old one and deletes it. Every
 * step is on record before it is taken, so that a rotation that was killed goes on here.
 *
 * @throws {ActasError} what AWS refused; the old key works until it is deactivated
 */
export async function rotate(accessKeyId: string, wish: RotationWish, tools: RotationTools): Promise<RotationRecord> {
  let record = rotationOf(accessKeyId, tools.state) ?? (await begin(accessKeyId, wish, tools));
  refuseOtherPlace(record, tools);
  refuseWayBack(accessKeyId, record, tools.profile);
  const reached = (next: RotationRecord): void => {
    writeRotation(next, tools.state);
    record = next;
  };
  if (record.step === "making") reached({ ...record, made: await make(record, tools), step: "made" });
  const { made, old } = record;
  if (!made) throw new TypeError("a rotation went on without a key");
  const [next, before] = [await tools.kept.keys(made, tools.profile), await keysOrNone(old, tools)];
  if (record.step === "made") {
    if (before) await requireSameUser(before, next, tools);
    await tools.rename(old, made);
    reached({ ...record, step: "switched" });
  }
  if (record.step === "switched") {
    tools.tell(`deactivating ${old} …`);
    await ifThere(old, next, tools, (key) => setStatus({ ...key, status: "Inactive" }, next, tools));
    reached({ ...record, step: "inactive" });
  }
  if (wish.keepOld) return record;
  await ifThere(old, next, tools, ({ accessKeyId: id }) => deleteKey(id, next, tools));
  await forget(old, record, tools);
  endRotation(record, tools.state);
  return record;
}

/**
 * Goes back to the old key, however far the rotation got.
 *
 * @throws {ActasError} `usage` when there is no rotation to take back
 */
export async function takeBack(accessKeyId: string, tools: RotationTools): Promise<RotationRecord> {
  const record = rotationOf(accessKeyId, tools.state);
  if (!record) {
    throw new ActasError("usage", `cannot take a rotation of ${accessKeyId} back: none was begun, or it has ended`);
  }
  refuseOtherPlace(record, tools);
  const old = await tools.kept.keys(record.old, tools.profile);
  const made = record.made && (await keysOrNone(record.made, tools));
  const signer = made && record.step === "inactive" ? made : old;
  await ifThere(record.old, signer, tools, async (key) => {
    if (key.status === "Inactive") await setStatus({ ...key, status: "Active" }, signer, tools);
  });
  await tools.signer.whose(old);
  // From here on the new key may be gone already when this is run again.
  writeRotation({ ...record, step: "taking-back" }, tools.state);
  if (record.made) await tools.rename(record.made, record.old);
  if (record.made) await ifThere(record.made, old, tools, ({ accessKeyId: id }) => deleteKey(id, old, tools));
  else await deleteOrphan(record, old, tools);
  if (record.made) await forget(record.made, record, tools);
  endRotation(record, tools.state);
  return record;
}

/** A server that is not AWS can name any key, and say that it is deleted: at AWS it may still work. */
async function forget(accessKeyId: string, { elsewhere }: RotationRecord, { kept }: RotationTools): Promise<void> {
  if (elsewhere === undefined) await kept.remove(accessKeyId);
}

/** Another server does not know the keys of this rotation, and they would pass for deleted. */
function refuseOtherPlace({ elsewhere, old }: RotationRecord, { place }: RotationTools): void {
  if (elsewhere === place.elsewhere) return;
  const [begun, now] = [elsewhere, place.elsewhere].map((endpoints) => endpoints ?? "AWS's own endpoints");
  const reason = `it was begun with ${begun}, and now there is ${now}`;
  throw new ActasError("configuration", `cannot go on with the rotation of ${old}: ${reason}`, {
    hints: [
      "`AWS_ENDPOINT_URL`, `AWS_ENDPOINT_URL_IAM`, `AWS_ENDPOINT_URL_STS` or the profile must say what they said",
    ],
  });
}

/** Going on would delete a key that a profile names. */
function refuseWayBack(accessKeyId: string, { old, step }: RotationRecord, profile: string): void {
  const isSwitched = step === "switched" || step === "inactive";
  if (step !== "taking-back" && !(isSwitched && accessKeyId === old)) return;
  const reason = step === "taking-back" ? "taking it back was begun" : `profile "${profile}" names the old key again`;
  throw new ActasError("configuration", `cannot go on with the rotation of ${old}: ${reason}`, {
    hints: [`\`actas keys rotate --undo ${inShell(typedProfile(profile))}\` takes it back`],
  });
}

async function begin(old: string, { makeRoom }: RotationWish, tools: RotationTools): Promise<RotationRecord> {
  const keys = await tools.kept.keys(old, tools.profile);
  const all = await list(keys, tools);
  if (!all.some(({ accessKeyId }) => accessKeyId === old)) throw unknownKey(old, tools.place);
  const other = all.find(({ accessKeyId }) => accessKeyId !== old);
  if (other && other.accessKeyId !== makeRoom) throw noRoom(old, other);
  if (other) await deleteKey(other.accessKeyId, keys, tools);
  const record: RotationRecord = {
    old,
    before: [old],
    begun: Date.now(),
    elsewhere: tools.place.elsewhere,
    step: "making",
  };
  writeRotation(record, tools.state);
  return record;
}

/** A key that was made by a process that was killed at once: the keyring has it, or nobody can ever use it. */
async function make(record: RotationRecord, tools: RotationTools): Promise<string> {
  const keys = await tools.kept.keys(record.old, tools.profile);
  const known = (await tools.kept.ids()).map(({ accessKeyId }) => accessKeyId);
  const fresh = (await list(keys, tools)).find(({ accessKeyId }) => !record.before.includes(accessKeyId));
  if (fresh && known.includes(fresh.accessKeyId)) return fresh.accessKeyId;
  await deleteOrphan(record, keys, tools);
  const { iam, iamAt } = tools.place;
  const made = await tools.signer.call(keys, (signer) => iam.createAccessKey(iamAt, signer));
  try {
    await tools.kept.keep(made, tools.keyring);
  } catch (error) {
    await deleteKey(made.accessKeyId, keys, tools);
    endRotation(record, tools.state);
    throw error;
  }
  return made.accessKeyId;
}

async function deleteOrphan(record: RotationRecord, keys: Credentials, tools: RotationTools): Promise<void> {
  const { iam, iamAt } = tools.place;
  const fresh = (await list(keys, tools)).find(({ accessKeyId }) => !record.before.includes(accessKeyId));
  if (!fresh) return;
  const use = await tools.signer.call(keys, (signer) => iam.lastUseOf(iamAt, signer, fresh.accessKeyId));
  const madeMs = (fresh.created?.getTime() ?? 0) - record.begun;
  if (use || madeMs < -CLOCKS_MS || madeMs > CALL_MS) throw noRoom(record.old, fresh);
  tools.tell(`deleting ${fresh.accessKeyId}, which was made before and whose secret nobody has …`);
  await deleteKey(fresh.accessKeyId, keys, tools);
}

async function requireSameUser(before: Credentials, next: Credentials, { signer }: RotationTools): Promise<void> {
  const [was, is] = [await signer.whose(before), await signer.whose(next)];
  if (was !== is) throw new ActasError("configuration", `cannot use ${next.accessKeyId}: it is ${is}, not ${was}`);
}

async function ifThere(
  accessKeyId: string,
  keys: Credentials,
  tools: RotationTools,
  act: (key: AccessKey) => Promise<void>,
): Promise<void> {
  const key = (await list(keys, tools)).find((one) => one.accessKeyId === accessKeyId);
  if (key) await act(key);
}

function list(keys: Credentials, { place: { iam, iamAt }, signer }: RotationTools): Promise<AccessKey[]> {
  return signer.call(keys, (by) => iam.listAccessKeys(iamAt, by));
}

function setStatus(key: AccessKey, keys: Credentials, { place: { iam, iamAt }, signer }: RotationTools): Promise<void> {
  return signer.call(keys, (by) => iam.setKeyStatus(iamAt, by, key));
}

function deleteKey(id: string, keys: Credentials, { place: { iam, iamAt }, signer }: RotationTools): Promise<void> {
  return signer.call(keys, (by) => iam.deleteAccessKey(iamAt, by, id));
}

async function keysOrNone(accessKeyId: string, { kept }: RotationTools): Promise<Credentials | undefined> {
  const secretAccessKey = await kept.secret(accessKeyId);
  return secretAccessKey && { accessKeyId, secretAccessKey };
}

function unknownKey(old: string, { elsewhere }: RotationPlace): ActasError {
  const reason = `${elsewhere ?? "AWS"} lists no such key of the user`;
  const hints = elsewhere
    ? ["`AWS_ENDPOINT_URL`, `AWS_ENDPOINT_URL_IAM`, `AWS_ENDPOINT_URL_STS` or the profile names that endpoint"]
    : [];
  return new ActasError("configuration", `cannot rotate ${old}: ${reason}`, { hints });
}

function noRoom(old: string, { accessKeyId, status }: AccessKey): ActasError {
  const reason = `the user has another key, ${accessKeyId} (${status.toLowerCase()}), and AWS allows two`;
  return new ActasError("configuration", `cannot rotate ${old}: ${reason}`, {
    hints: [`\`--delete ${accessKeyId}\` deletes that one first: make sure that nothing uses it`],
  });
}
