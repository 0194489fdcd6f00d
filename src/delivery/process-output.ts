import { awsTimestamp } from "../base/aws-timestamp.ts";
import type { Credentials } from "../base/credentials.ts";
import { jsonText } from "../base/printable.ts";

/**
 * What a `credential_process` prints, on one line and without a line end. No `Expiration`: the client keeps them.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
 */
export function processOutput({ accessKeyId, secretAccessKey, sessionToken, expiration }: Credentials): string {
  const members = {
    Version: 1,
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey.reveal(),
    SessionToken: sessionToken?.reveal(),
    Expiration: expiration && awsTimestamp(expiration),
  };
  return jsonText(members, "one-line");
}
