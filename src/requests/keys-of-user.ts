import { KeptKeys } from "../access-keys/kept-keys.ts";
import { type AccessKey, Iam } from "../aws/iam.ts";
import { Clock } from "../base/clock.ts";
import type { CredentialRequest } from "../base/credential-request.ts";
import type { Credentials } from "../base/credentials.ts";
import { ownPaths } from "../files/own-paths.ts";
import type { ProfileFiles } from "../profiles/profile-reader.ts";
import { iamLocation } from "../targets/endpoints/sts-location.ts";
import type { SourceReference } from "../targets/kinds/kinds.ts";
import { requireProfile } from "../targets/require-profile.ts";

/** An IAM user's own keys, and what IAM says of all that the user has. */
export interface KeysOfUser {
  readonly profile: string;
  readonly accessKeyId: string;
  /** Whether the keyring has the key, and not a file. */
  readonly isKept: boolean;
  readonly keys: readonly AccessKey[];
}

/**
 * Asks IAM for the access keys of the user whose long-term key a profile has; undefined for any other start of a
 * target. Nobody is asked for a code.
 *
 * @param session - with an MFA code, if there is one: IAM may want it; without it, a keyring that has the key may ask to be unlocked
 * @throws {ActasError} what IAM refuses, or why it cannot be asked
 */
export async function keysOfUser(
  source: SourceReference,
  request: CredentialRequest,
  files: ProfileFiles,
  session: Credentials | undefined,
): Promise<KeysOfUser | undefined> {
  const user = userIn(source);
  if (!user) return undefined;
  const { accessKeyId, profile, sts } = user;
  const location = iamLocation(requireProfile(profile, files), sts, request, files);
  const keys = await new Iam(new Clock()).listAccessKeys(location, session ?? (await keysOf(user)));
  return { profile, accessKeyId, isKept: user.kind === "kept-key", keys };
}

type User = SourceReference<"iam-user" | "kept-key">;

function userIn(source: SourceReference): User | undefined {
  if (source.kind === "kept-key") return source;
  return source.kind === "iam-user" && !source.sessionToken ? source : undefined;
}

async function keysOf(user: User): Promise<Credentials> {
  if (user.kind === "kept-key") return new KeptKeys(() => ownPaths().state).keys(user.accessKeyId, user.profile);
  const { accessKeyId, secretAccessKey } = user;
  return { accessKeyId, secretAccessKey };
}
