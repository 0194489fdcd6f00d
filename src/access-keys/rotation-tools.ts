import type { Credentials } from "../base/credentials.ts";
import { ActasError } from "../base/errors.ts";
import type { SelfAskingKind } from "../keyring/directory-of.ts";
import { inShell, typedProfile } from "../targets/typed-target.ts";
import type { KeptKeys } from "./kept-keys.ts";
import type { KeysAtAws } from "./keys-at-aws.ts";
import type { RotationPlace } from "./rotation-place.ts";
import type { RotationRecord } from "./rotation-record.ts";
import type { Signer } from "./signer.ts";

/** What a rotation works with. */
export interface RotationTools {
  readonly profile: string;
  readonly place: RotationPlace;
  readonly signer: Signer;
  readonly atAws: KeysAtAws;
  readonly kept: Pick<KeptKeys, "keep" | "keys" | "remove" | "secret">;
  readonly keyring: SelfAskingKind;
  readonly state: string;
  /** Refuses a key that something has in the clear, which no rotation can change. */
  readonly refuseUsedInTheClear: (accessKeyId: string) => Promise<void>;
  /** Lets all profiles that name the one key name the other. */
  readonly rename: (from: string, to: string) => Promise<unknown>;
  readonly tell: (progress: string) => void;
}

/** A key, unless the keyring has no secret of it. */
export async function keysOrNone(accessKeyId: string, { kept }: RotationTools): Promise<Credentials | undefined> {
  const secretAccessKey = await kept.secret(accessKeyId);
  return secretAccessKey && { accessKeyId, secretAccessKey };
}

/** Another server does not know the keys of this rotation, and they would pass for deleted. @throws {ActasError} */
export function refuseOtherPlace({ elsewhere, old }: RotationRecord, { place }: RotationTools): void {
  if (elsewhere === place.elsewhere) return;
  const [begun, now] = [elsewhere, place.elsewhere].map((endpoints) => endpoints ?? "AWS's own endpoints");
  const reason = `it was begun with ${begun}, and now there is ${now}`;
  throw new ActasError("configuration", `cannot go on with the rotation of ${old}: ${reason}`, {
    hints: ["the endpoints of the profile must be what they were"],
  });
}

/** Going on would delete a key that a profile names. @throws {ActasError} */
export function refuseWayBack(accessKeyId: string, { old, step }: RotationRecord, profile: string): void {
  const isSwitched = step === "switched" || step === "inactive";
  if (step !== "taking-back" && !(isSwitched && accessKeyId === old)) return;
  const reason = step === "taking-back" ? "taking it back was begun" : `profile "${profile}" names the old key again`;
  throw new ActasError("configuration", `cannot go on with the rotation of ${old}: ${reason}`, {
    hints: [`\`actas keys rotate --undo ${inShell(typedProfile(profile))}\` takes it back`],
  });
}
