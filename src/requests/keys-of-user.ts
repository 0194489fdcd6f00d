import { type AccessKey, Iam } from "../aws/iam.ts";
import { Clock } from "../base/clock.ts";
import type { CredentialRequest } from "../base/credential-request.ts";
import type { Credentials } from "../base/credentials.ts";
import type { ProfileFiles } from "../profiles/profile-reader.ts";
import { iamLocation } from "../targets/endpoints/sts-location.ts";
import type { SourceReference } from "../targets/kinds/kinds.ts";
import { requireProfile } from "../targets/require-profile.ts";

/** An IAM user's own keys, and what IAM says of all that the user has. */
export interface KeysOfUser {
  readonly profile: string;
  readonly accessKeyId: string;
  readonly keys: readonly AccessKey[];
}

/**
 * Asks IAM for the access keys of the user whose long-term key a profile has; undefined for any other start of a
 * target. Nobody is asked for a code.
 *
 * @param session - with an MFA code, if there is one: IAM may want it
 * @throws {ActasError} what IAM refuses, or why it cannot be asked
 */
export async function keysOfUser(
  source: SourceReference,
  request: CredentialRequest,
  files: ProfileFiles,
  session: Credentials | undefined,
): Promise<KeysOfUser | undefined> {
  if (!("secretAccessKey" in source) || source.sessionToken) return undefined;
  const { accessKeyId, profile, secretAccessKey, sts } = source;
  const location = iamLocation(requireProfile(profile, files), sts, request, files);
  const keys = await new Iam(new Clock()).listAccessKeys(location, session ?? { accessKeyId, secretAccessKey });
  return { profile, accessKeyId, keys };
}
