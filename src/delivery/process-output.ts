import { awsTimestamp } from "../base/aws-timestamp.ts";
import type { Credentials } from "../base/credentials.ts";
import { jsonText } from "../base/printable.ts";

/**
 * The output of a `credential_process`: one line, without a line end. Without `Expiration` the client keeps it for good.
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
