import { keptKeyOf } from "../../profiles/profile.ts";
import { callsActas } from "../calls-actas.ts";
import { stsLocation } from "../endpoints/sts-location.ts";
import { commandIn, refuseHidden } from "./command-in.ts";
import { USERS, userAsCaller, userReference, usersKeyParts } from "./long-term-keys.ts";
import type { NamedByProfile, SourceKind } from "./source-kind.ts";
import type { UserReference } from "./user-reference.ts";

/** An IAM user's long-term key, of which a profile has only the id: the secret is in the keyring. */
export interface KeptKeyReference extends UserReference {
  readonly kind: "kept-key";
  readonly accessKeyId: string;
}

/** The row of keys in the keyring. Keys in the clear count first: to all other tools they are the profile's. */
export const keptKey: SourceKind<KeptKeyReference> & NamedByProfile<KeptKeyReference> = {
  ...USERS,
  keyParts: (source) => [source.accessKeyId, ...usersKeyParts(source)],
  userOf: (source) => source,
  commandOf: () => undefined,
  within: (source) => source,
  giver: ({ profile }) => `profile "${profile}"`,
  isIn(profile) {
    const command = commandIn(profile);
    return keptKeyOf(profile) !== undefined && (!command || callsActas(command.value));
  },
  lendsToItself: (profile) => keptKeyOf(profile) !== undefined,
  reference(parts, request, files, tell) {
    refuseHidden(parts);
    const user = userReference(parts, request, tell);
    const sts = stsLocation(userAsCaller(parts, user.serialNumber), request, files);
    return { kind: "kept-key", accessKeyId: keptKeyOf(parts.source) ?? "", ...user, sts };
  },
};
