import { renameKey } from "../../../access-keys/name-key.ts";
import { type RotationTools, rotate, takeBack } from "../../../access-keys/rotation.ts";
import { rotationPlace } from "../../../access-keys/rotation-place.ts";
import { Signer } from "../../../access-keys/signer.ts";
import { whileLocked } from "../../../access-keys/while-locked.ts";
import { fromCredentialsMessage } from "../../../agent-api/credentials-message.ts";
import { shellArgument } from "../../../base/shell-word.ts";
import { readProfileFiles } from "../../../profiles/profile-reader.ts";
import { ask } from "../../ask.ts";
import type { Output } from "../../json/print-json.ts";
import { userRequest } from "../../target/user-request.ts";
import { peopleAreWatching, say, sayForNow } from "../../terminal/say.ts";
import { type KnownKeys, knownKeys } from "./known-keys.ts";
import { requireKey } from "./require-key.ts";

/** Options of `actas keys rotate`. */
export interface RotateFlags {
  readonly delete?: string;
  readonly keepOld?: true;
  readonly otp?: string;
  readonly undo?: true;
}

/** Replaces the key of a profile by a new one, goes on with a rotation that was interrupted, or takes one back. */
export async function rotateKey(name: string, flags: RotateFlags): Promise<Output<"keys rotate">> {
  const { state } = await knownKeys();
  return whileLocked(state, async () => {
    const known = await knownKeys();
    const { accessKeyId } = requireKey(name, "rotate", known);
    const tools = toolsFor(name, flags, known);
    if (flags.undo) {
      const { elsewhere, made, old } = await takeBack(accessKeyId, tools);
      if (made) noteStillKept(made, elsewhere);
      return { profile: name, accessKeyId: old, ...(made && { replaced: made }), state: "taken-back" };
    }
    const wish = { makeRoom: flags.delete, keepOld: flags.keepOld ?? false };
    const { elsewhere, made = "", old } = await rotate(accessKeyId, wish, tools);
    if (!flags.keepOld) noteStillKept(old, elsewhere);
    return { profile: name, accessKeyId: made, replaced: old, state: flags.keepOld ? "old-key-inactive" : "done" };
  });
}

function noteStillKept(accessKeyId: string, elsewhere: string | undefined): void {
  if (elsewhere === undefined) return;
  const reason = `not AWS itself was asked, but ${elsewhere}`;
  const command = `\`actas keys remove ${shellArgument(accessKeyId)}\``;
  say(`actas: note: the keyring still has ${accessKeyId}: ${reason}; ${command} removes it`);
}

function toolsFor(profile: string, flags: RotateFlags, known: KnownKeys): RotationTools {
  const { environment, kept, keyring, state } = known;
  const place = rotationPlace(profile, known);
  const tell = (progress: string): void => {
    if (peopleAreWatching()) sayForNow(`actas: ${progress}`);
  };
  const session = async () => {
    const request = {
      ...(await userRequest(profile, flags)),
      environment,
      sessionOnly: true,
    } as const;
    const { credentials } = await ask({ request: "credentials", for: request, delivery: "export" });
    return fromCredentialsMessage(credentials);
  };
  const rename = async (from: string, to: string) =>
    renameKey(from, to, { environment, files: await readProfileFiles(environment) });
  const signer = new Signer({ place, session, tell });
  return { profile, place, signer, kept, keyring, state, rename, tell };
}
