import { ActasError } from "../../base/errors.ts";
import type { Secret } from "../../base/secret.ts";
import { tokenProblem } from "../../base/token-problem.ts";
import { MFA_SERIAL } from "../../profiles/key-generations.ts";
import type { Profile } from "../../profiles/profile.ts";
import { DEFAULT_SESSION_SECONDS } from "../durations.ts";
import { stsLocation } from "../endpoints/sts-location.ts";
import { refuseUsersFlags } from "../refuse-flags.ts";
import { inheritedSetting } from "../setting.ts";
import { keysIn, refuseHidden } from "./command-in.ts";
import { refuseForeignFlags, USERS, userAsCaller, userReference, usersKeyParts } from "./long-term-keys.ts";
import type { NamedByProfile, SourceKind } from "./source-kind.ts";
import type { UserReference } from "./user-reference.ts";

/** An IAM user's long-term keys (or pasted temporary ones, with `sessionToken`), read from a profile. */
export interface IamUserReference extends UserReference {
  readonly kind: "iam-user";
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  readonly sessionToken?: Secret;
}

/** The row of IAM users. */
export const iamUser: SourceKind<IamUserReference> & NamedByProfile<IamUserReference> = {
  ...USERS,
  keyParts: (source) => [source.accessKeyId, ...usersKeyParts(source)],
  userOf: (source) => (source.sessionToken ? undefined : source),
  commandOf: () => undefined,
  within: (source) => source,
  giver: ({ profile }) => `profile "${profile}"`,
  refuseFlags(request, source, chain) {
    if (!source.sessionToken) return USERS.refuseFlags(request, source, chain);
    refuseForeignFlags(request, source, chain);
    refuseUsersFlags(request, { chain }, `profile "${source.profile}" has temporary keys`);
  },
  isIn: (profile, files) => keysIn(profile, files) !== undefined,
  lendsToItself: (profile) => profile.keys !== undefined,
  reference(parts, request, files, tell) {
    refuseHidden(parts);
    const keys = keysOf(parts.source);
    // Temporary keys need no sign-in, so the settings for one do not count.
    const user = keys.sessionToken ? withoutSignIn(parts.source) : userReference(parts, request, tell);
    const device = user.serialNumber ?? inheritedSetting(parts.lineage, ...MFA_SERIAL)?.value;
    return { kind: "iam-user", ...keys, ...user, sts: stsLocation(userAsCaller(parts, device), request, files) };
  },
};

function keysOf(profile: Profile): Pick<IamUserReference, "accessKeyId" | "secretAccessKey" | "sessionToken"> {
  const { accessKeyId, secretAccessKey, sessionToken } = profile.keys ?? {};
  if (!accessKeyId || !secretAccessKey) throw halfAPair(profile, accessKeyId ? "secret" : "id");
  const keys = { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
  const problem = tokenProblem(keys);
  if (problem) throw new ActasError("configuration", `cannot use the keys of profile "${profile.name}": ${problem}`);
  return keys;
}

function withoutSignIn({ name }: Profile): Omit<UserReference, "sts"> {
  return { profile: name, sessionDurationSeconds: DEFAULT_SESSION_SECONDS, sessionTokenUse: "auto" };
}

function halfAPair({ name }: Profile, missing: "id" | "secret"): ActasError {
  const [has, lacks] = ["aws_access_key_id", "aws_secret_access_key"];
  const words = missing === "secret" ? `\`${has}\` without \`${lacks}\`` : `\`${lacks}\` without \`${has}\``;
  return new ActasError("configuration", `cannot use profile "${name}": it has ${words}`);
}
