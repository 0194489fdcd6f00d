import { inShell, typedProfile } from "../targets/typed-target.ts";
import type { RotationRecord } from "./rotation-record.ts";

/** What a rotation that has not ended has done, and the commands by which it ends. */
export function howFar({ made, old, step }: RotationRecord, profile: string): readonly string[] {
  const back = `\`actas keys rotate --undo ${inShell(typedProfile(profile))}\``;
  if (step === "taking-back") return [`${old} works; ${back} goes on with taking the rotation back`];
  return [
    STANDS[step](old, made ?? "a new key"),
    `\`actas keys rotate ${inShell(typedProfile(profile))}\` goes on, and ${back} takes it back`,
  ];
}

const STANDS: {
  readonly [S in Exclude<RotationRecord["step"], "taking-back">]: (old: string, made: string) => string;
} = {
  making: (old, made) => `profiles have ${old} as before; AWS may have made ${made} already`,
  made: (old, made) => `profiles have ${old} as before; ${made} is in the keyring`,
  switched: (old, made) => `profiles have ${made} now; ${old} is still active`,
  inactive: (old, made) => `profiles have ${made} now; ${old} is inactive`,
};
