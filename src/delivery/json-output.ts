import { awsTimestamp } from "../base/aws-timestamp.ts";
import type { Credentials } from "../base/credentials.ts";
import { jsonText } from "../base/printable.ts";

/** Credentials as JSON, with the member names of the STS API; absent members are left out. */
export function jsonOutput({ accessKeyId, secretAccessKey, sessionToken, expiration }: Credentials): string {
  const members = {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey.reveal(),
    SessionToken: sessionToken?.reveal(),
    Expiration: expiration && awsTimestamp(expiration),
  };
  return jsonText(members, "indented");
}
