import { stsForLater } from "../endpoints/sts-location.ts";
import { nameOf } from "../setting.ts";
import { surroundingsKey } from "../surroundings-key.ts";
import { commandIn, refuseHidden } from "./command-in.ts";
import { USERS, userAsCaller, userReference, usersKeyParts } from "./long-term-keys.ts";
import type { NamedByProfile, ProfileCommand, SourceKind } from "./source-kind.ts";
import type { UserReference } from "./user-reference.ts";

/** Another program's `credential_process`, run by the shell as the SDKs do. It may print an IAM user's keys. */
export interface CredentialProcessReference extends UserReference, ProfileCommand {
  readonly kind: "credential-process";
}

/** The row of commands. Until a command has run, its output is assumed to be an IAM user's keys. */
export const credentialProcess: SourceKind<CredentialProcessReference> & NamedByProfile<CredentialProcessReference> = {
  ...USERS,
  keyParts: (source) => [source.command, placeOf(source), ...usersKeyParts(source)],
  userOf: (source) => source,
  commandOf: (source) => source,
  within: (source, surroundings) => ({ ...source, surroundings }),
  giver: ({ profile }) => `the credential_process of profile "${profile}"`,
  isIn: (profile) => commandIn(profile) !== undefined,
  lendsToItself: () => false,
  reference(parts, request, files, tell) {
    refuseHidden(parts);
    const command = commandIn(parts.source)?.value ?? "";
    if (parts.passedOver) {
      tell(`${nameOf(parts.passedOver)} does not count here, as the profile has a \`credential_process\``);
    }
    const sts = stsForLater(userAsCaller(parts), request, files);
    return { kind: "credential-process", command, ...userReference(parts, request, tell), sts };
  },
};

function placeOf({ surroundings }: ProfileCommand): string | undefined {
  return surroundings && surroundingsKey(surroundings);
}
