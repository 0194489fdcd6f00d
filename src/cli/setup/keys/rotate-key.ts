import { howFar } from "../../../access-keys/how-far.ts";
import { profilesOf } from "../../../access-keys/name-key.ts";
import { rotate, takeBack } from "../../../access-keys/rotation.ts";
import { type RotationRecord, rotationOf } from "../../../access-keys/rotation-record.ts";
import { whileLocked } from "../../../access-keys/while-locked.ts";
import { ActasError } from "../../../base/errors.ts";
import { shellArgument } from "../../../base/shell-word.ts";
import { readProfileFiles } from "../../../profiles/read-profile-files.ts";
import { EndingSignals } from "../../../system/processes/ending-signals.ts";
import { Interrupted } from "../../../system/terminal/interrupted.ts";
import { inShell, typedProfile } from "../../../targets/typed-target.ts";
import type { Output } from "../../json/print-json.ts";
import { cancelled } from "../../terminal/ask-user.ts";
import { eraseProgress, say } from "../../terminal/say.ts";
import { type KnownKeys, knownKeys } from "./known-keys.ts";
import { requireUsersKey } from "./require-key.ts";
import { rotationTools } from "./rotation-tools.ts";

/** Options of `actas keys rotate`. */
export interface RotateFlags {
  readonly delete?: string;
  readonly keepOld?: true;
  readonly undo?: true;
  readonly otp?: string;
}

type Rotated = Output<"keys rotate">;

/** Replaces the key of a profile by a new one, goes on with a rotation that was interrupted, or takes one back. */
export async function rotateKey(name: string, flags: RotateFlags): Promise<Rotated> {
  const { state } = await knownKeys();
  try {
    return await whileLocked(state, () => rotateUntilEnded(name, flags));
  } catch (error) {
    throw cancelled(error, "rotate a key");
  } finally {
    eraseProgress();
  }
}

async function rotateUntilEnded(name: string, flags: RotateFlags): Promise<Rotated> {
  const known = await knownKeys();
  const { accessKeyId } = requireUsersKey(name, "rotate", known);
  const before = rotationOf(accessKeyId, known.state);
  using ending = new EndingSignals();
  try {
    return await rotated(name, accessKeyId, flags, known, ending.signal);
  } catch (error) {
    eraseProgress();
    const record = rotationOf(accessKeyId, known.state);
    if (isBrokenOff(error) || !Bun.deepEquals(before, record)) sayHowFar(name, record);
    // A question that was open has ended by the signal, too.
    throw ending.signal.aborted ? ending.signal.reason : error;
  }
}

async function rotated(
  name: string,
  accessKeyId: string,
  { delete: makeRoom, otp, undo, ...flags }: RotateFlags,
  known: KnownKeys,
  ending: AbortSignal,
): Promise<Rotated> {
  const keepOld = flags.keepOld ?? false;
  const tools = rotationTools(name, accessKeyId, known, { otp, ending });
  if (undo) {
    const { record, unknown } = await takeBack(accessKeyId, tools);
    const { elsewhere, made, old } = record;
    if (made) noteStillKept(made, elsewhere);
    if (unknown) noteUnknown(unknown, name);
    const replaced = made && { replaced: made };
    return {
      profile: name,
      accessKeyId: old,
      ...replaced,
      state: "taken-back",
      others: await others(name, old, known),
    };
  }
  const { elsewhere, made = "", old } = await rotate(accessKeyId, { makeRoom, keepOld }, tools);
  if (!keepOld) noteStillKept(old, elsewhere);
  const state = keepOld ? "old-key-inactive" : "done";
  return { profile: name, accessKeyId: made, replaced: old, state, others: await others(name, made, known) };
}

async function others(name: string, accessKeyId: string, { environment }: KnownKeys): Promise<string[]> {
  return profilesOf(accessKeyId, await readProfileFiles(environment)).filter((other) => other !== name);
}

/** What the files or the command line are at fault for says itself what to do. */
function isBrokenOff(error: unknown): boolean {
  if (error instanceof Interrupted) return true;
  return !(error instanceof ActasError) || !["configuration", "usage"].includes(error.code);
}

function sayHowFar(name: string, record: RotationRecord | undefined): void {
  const lines = record
    ? howFar(record, name)
    : [`nothing has changed; \`actas keys rotate ${inShell(typedProfile(name))}\` begins anew`];
  for (const line of lines) say(`actas: note: ${line}`);
}

function noteStillKept(accessKeyId: string, elsewhere: string | undefined): void {
  if (elsewhere === undefined) return;
  const reason = `not AWS itself was asked, but ${elsewhere}`;
  const command = `\`actas keys remove ${shellArgument(accessKeyId)}\``;
  say(`actas: note: the keyring still has ${accessKeyId}: ${reason}; ${command} removes it`);
}

function noteUnknown(accessKeyId: string, name: string): void {
  const command = `\`actas keys rotate ${inShell(typedProfile(name))} --delete ${shellArgument(accessKeyId)}\``;
  say(`actas: note: the user has another key, ${accessKeyId}, which the rotation may have made: nobody has its secret`);
  say(`actas: note: if nothing uses it, ${command} deletes it and makes another`);
}
